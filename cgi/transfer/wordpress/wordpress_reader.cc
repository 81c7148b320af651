#include "transfer/wordpress/wordpress_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "base/page_path.h"
#include "base/text.h"
#include "base/url.h"
#include "domain/comment/submission.h"
#include "domain/comment/submission_fields.h"
#include "http/ip_address.h"
#include "store/transfer/import_survey.h"
#include "transfer/html_text.h"
#include "transfer/input_limits.h"
#include "transfer/json/extra_metadata.h"
#include "transfer/wordpress/blog_address.h"
#include "transfer/wordpress/wxr_writer.h"

namespace afterword {
namespace {

using nlohmann::json;

constexpr std::size_t named_pages = 5;

/// Parses "2010-11-16 19:34:00" as UTC; nullopt for zeros and invalid dates.
std::optional<Instant> parse_date(std::string_view text) {
  if (text.size() != 19 || text[10] != ' ' || text.starts_with("0000")) return std::nullopt;
  std::string rfc3339(text);
  rfc3339[10] = 'T';
  return parse_rfc3339(rfc3339 + "Z");
}

/// Removes the fraction of a second, which WordPress's dates do not have.
Instant seconds(Instant instant) { return {instant.ms - instant.ms % second_ms}; }

json parse_extra_metadata(const std::string& extra_metadata) {
  return extra_metadata.empty() ? json{} : json::parse(extra_metadata, nullptr, false);
}

bool is_post_number(std::int64_t number) { return number > 0 && number <= highest_kept_number; }

/// Whether visitors can read the post without a password or an account. An attachment has the
/// status of its post.
bool is_public(const WxrItem& item) {
  const bool shown = item.status == "publish" || item.status == "inherit" || item.status.empty();
  return shown && item.password.empty();
}

Status status_of(std::string_view approved) {
  if (approved == "1" || approved == "approve") return Status::approved;
  if (approved == "spam") return Status::spam;
  if (approved == "trash" || approved == "post-trashed") return Status::trash;
  return Status::waiting;
}

/// Reads a page's extra metadata. `is_ours`: the whole file is one of our exports, so its post
/// numbers may be substitutes.
void apply_extra_metadata(const std::string& extra_metadata, bool is_ours, ImportedPage& post) {
  const json object = parse_extra_metadata(extra_metadata);
  if (!object.is_object()) return;
  try {
    post.memorial = object.value("memorial", false);
    post.former_names = parse_former_names(object.value("former_names", ""));
    post.created = parse_rfc3339(object.value("created", "")).value_or(Instant{});
    for (const std::string what : object.value("stand_ins", json::array())) {
      if (what == "title" && post.title == post.path) {
        post.title.clear();
        post.wordpress_title.clear();
      }
      if (what == "date") post.date.clear();
    }
    if (is_ours) post.numbers.clear();
    for (SourceNumber& number : parse_numbers(object.value("posts", "")))
      if (is_post_number(number.number)) post.numbers.push_back(std::move(number));
  } catch (const json::exception&) {
    // Not our metadata; WordPress's own data is sufficient.
  }
}

/// Reads a comment's extra metadata; returns true for the placeholder of a deleted comment. Values
/// that were changed in WordPress since take precedence.
bool apply_extra_metadata(const WxrComment& found, ImportedComment& out) {
  const json object = parse_extra_metadata(found.extra_metadata);
  if (!object.is_object()) return false;
  const Comment plain = out.comment;
  try {
    take_extra_metadata(object, out);
    Comment& comment = out.comment;
    const std::string text = clean_text(object.value("text", ""));
    if (found.content == wxr_content(text, comment.format))
      comment.text = text;
    else
      comment.format = TextFormat::plain;
    const auto created = parse_rfc3339(object.value("created", ""));
    if (created && parse_date(found.date_gmt) == seconds(*created)) comment.created = *created;
    return object.value("deleted", false) && found.content.empty();
  } catch (const std::exception&) {
    out.comment = plain;
    return false;
  }
}

std::string valid_utf8(const std::string& text) {
  return is_valid_utf8(text) ? text : std::string{};
}

}  // namespace

/// The page that a link leads to, read as browsers read links: line breaks and tabs inside are
/// ignored, and a link without a host is one of the blog.
std::optional<PagePath> WordPressReader::page_of(std::string_view link) const {
  const auto read = [&](std::string text) -> std::optional<PagePath> {
    std::erase_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
    if (text.empty()) return std::nullopt;
    const auto written = parse_url(text);
    if (!written) return std::nullopt;
    if (written->scheme == Scheme::none && written->host.empty() && !text.starts_with('/'))
      text.insert(0, blog_path_ + '/');
    const auto url = parse_url(text);
    if (!url || (url->scheme != Scheme::none && !url->is_web())) return std::nullopt;
    const auto page = page_path_of(*url);
    return page ? parse_page_path(settings_.address.path_on_host(page->path)) : std::nullopt;
  };
  const auto page = read(std::string(trim(link)));
  // The report names pages by their paths.
  auto mapped = settings_.map.find(trim(link), page ? page->path : "");
  return mapped ? read(std::move(mapped->address)) : page;
}

/// A link to a comment of this blog leads to it wherever it is now: "#comment-7" on its own page.
/// The numbers that a comment could not keep still lead to it there.
std::string WordPressReader::new_place(std::string_view href) const {
  const auto url = parse_url(trim(href));
  constexpr std::string_view comment = "comment-";
  const std::string_view fragment = url ? url->fragment.value_or("") : std::string_view{};
  if (!fragment.starts_with(comment) || !post_) return std::string(href);
  const auto number = parse_positive(fragment.substr(comment.size()));
  const bool is_on_page = url->host.empty() && url->path.empty() && !url->query;
  const auto blog = parse_url(blog_url_);
  const bool is_here = url->host.empty() || (blog && is_same_site(*blog, *url));
  if (!number || !is_here) return std::string(href);
  auto page = is_on_page ? parse_page_path(post_->path) : page_of(href);
  if (page)
    if (const auto ending = find_page_ending(page->path); ending && ending->comments_page)
      page = parse_page_path(ending->page);
  if (!page) return std::string(href);
  return page->key == post_->page ? fmt::format("#{}", fragment)
                                  : page_href(page->path, {}, fragment);
}

/// Menu items and the like have an address, but are not pages.
std::optional<PagePath> WordPressReader::page_of_item(const WxrItem& item) const {
  const bool has_page = item.type != "nav_menu_item" && item.type != "wp_global_styles";
  return has_page ? page_of(item.link) : std::nullopt;
}

Result<Reading, std::string> WordPressReader::read(InputFile& file, const ImportSink& sink) {
  sink_ = &sink;
  goes_on_ = true;
  post_.reset();
  held_back_ = 0;
  query_pages_.clear();
  WxrReader reader({[this](const WxrChannel& channel) { begin_channel(channel); },
                    [this](const WxrItem& item) { begin_item(item); },
                    [this](WxrItem& item, WxrComment& found) { take_comment(item, found); }});
  for (;;) {
    const auto bytes = file.read();
    if (!bytes) return Failure{bytes.error()};
    if (const auto fed = reader.feed(*bytes, bytes->empty()); !fed) return Failure{fed.error()};
    replaced_ = reader.replaced();
    if (!goes_on_) return Reading::ended_by_sink;
    if (bytes->empty()) return Reading::complete;
  }
}

void WordPressReader::begin_channel(const WxrChannel& channel) {
  blog_url_ = trim(channel.blog_url);
  users_ = channel.users;
  blog_path_.clear();
  if (const auto url = parse_url(blog_url_)) blog_path_ = url->path;
  while (blog_path_.ends_with('/')) blog_path_.pop_back();
  const auto installation = installation_of(channel.generator);
  blog_ = installation.value_or(Blog{BlogSource::wordpress, normal_blog_address(channel.blog_url)});
  sink_->source(Blog{blog_});
}

void WordPressReader::begin_item(const WxrItem& item) {
  post_.reset();
  const auto page = page_of_item(item);
  if (!page || !goes_on_) return;
  ImportedPage post;
  if (is_post_number(item.post_id)) post.numbers.push_back({blog_, item.post_id});
  post.page = page->key;
  post.path = page->path;
  post.title = clean_title(decode_html(strip_tags(valid_utf8(item.title))));
  post.closed = item.comment_status == "closed";
  post.wordpress_title = valid_utf8(item.title);
  post.date = item.date;
  if (!item.type.empty()) post.type = item.type;
  apply_extra_metadata(item.extra_metadata, blog_.source == BlogSource::afterword, post);
  post_ = std::move(post);
  // A form on a public page may send the post's number even before its first comment.
  const bool may_have_form = is_public(item) && !(item.type == "attachment" && post_->closed);
  if (!may_have_form) return sink_->other_page(*post_);
  if (page->path.find('?') != std::string::npos && query_pages_.size() < named_pages)
    query_pages_.push_back(page->path);
  goes_on_ = sink_->page(ImportedPage{*post_});
}

void WordPressReader::take_comment(const WxrItem& item, WxrComment& found) {
  if (!goes_on_) return;
  if (auto comment = convert(item, found))
    goes_on_ = sink_->comment(ImportedPage{*post_}, *std::move(comment));
}

/// Converts a comment for storing; nullopt if it is left out, which the sink is told.
std::optional<ImportedComment> WordPressReader::convert(const WxrItem& item, WxrComment& found) {
  const auto skip = [&](std::string why) {
    sink_->left_out(std::move(why));
    return std::nullopt;
  };
  if (found.type == "note") return skip("an editor's note, which is not for readers");
  const auto kind = parse_comment_kind(found.type.empty() ? "comment" : found.type);
  if (!kind)
    return skip(fmt::format("of the type \"{}\", which is not a comment", clean_line(found.type)));
  if (!post_) return skip("on a post without an address");

  ImportedComment out;
  out.parent = found.parent;
  if (out.parent == found.id) out.parent = 0;
  Comment& comment = out.comment;
  comment.id = CommentId{found.id};
  if (auto why = take_content(found, out)) return skip(*std::move(why));
  comment.kind = *kind;
  comment.address_prefix = address_prefix_of(found.ip);
  // A signed-in user is the author of the post, as WordPress's class "bypostauthor" says.
  const auto author = users_.find(item.creator);
  if (found.user > 0 && author != users_.end() && author->second == found.user)
    comment.post_author = true;
  if (comment.status != Status::deleted) comment.status = status_of(found.approved);
  if (comment.status == Status::approved && !is_public(item)) {
    comment.status = Status::waiting;
    comment.reason = "not_public";
    ++held_back_;
  }
  if (comment.created.ms == 0) take_date(item, found, out);
  return out;
}

/// Takes the text and the writer of a comment; the result says why it must be left out. The status
/// becomes deleted for an empty place, and is waiting otherwise.
std::optional<std::string> WordPressReader::take_content(const WxrComment& found,
                                                         ImportedComment& out) const {
  const std::string too_long = fmt::format("longer than {} characters", longest_text);
  // Checked before parsing; a character takes at most 4 bytes.
  if (found.too_long || found.content.size() > 4 * longest_text) return too_long;
  Comment& comment = out.comment;
  const bool empty_place = apply_extra_metadata(found, out);
  comment.status = empty_place ? Status::deleted : Status::waiting;
  if (!sink_->needs_texts) return std::nullopt;
  if (comment.text.empty())
    comment.text = clean_text(
        text_of_html(found.content, [this](std::string_view href) { return new_place(href); }));
  const bool needs_text = !empty_place && (found.type.empty() || found.type == "comment");
  if (comment.text.empty() && needs_text) return "without a text";
  if (count_characters(comment.text) > longest_text) return too_long;
  comment.author = clean_line(decode_html(found.author));
  if (comment.author.empty() && !empty_place) comment.author = anonymous_author;
  comment.email = normalized_email(found.email);
  comment.url = web_address(decode_address(found.url)).value_or("");
  return std::nullopt;
}

void WordPressReader::take_date(const WxrItem& item, const WxrComment& found,
                                ImportedComment& out) const {
  const auto date = [&](std::string_view date_gmt, std::string_view date_shown) {
    const auto utc = parse_date(date_gmt);
    const auto shown = utc ? std::nullopt : parse_date(date_shown);
    return shown ? settings_.zone.from_local(*shown) : utc.value_or(Instant{});
  };
  out.comment.created = date(found.date_gmt, found.date);
  out.has_date_of_page = out.comment.created.ms == 0;
  if (out.has_date_of_page) out.comment.created = date(item.date_gmt, item.date);
}

std::vector<std::string> WordPressReader::remarks() const {
  std::vector<std::string> sentences;
  const auto add = [&](std::int64_t number, std::string_view one, std::string_view several) {
    if (number > 0) sentences.push_back(fmt::format("{} {}", number, number == 1 ? one : several));
  };
  add(held_back_, "of these is waiting, because its page is private, a draft or has a password.",
      "of these are waiting, because their pages are private, drafts or have passwords.");
  add(replaced_, "character of the file was not UTF-8, or not allowed in XML; it became U+FFFD.",
      "characters of the file were not UTF-8, or not allowed in XML; they became U+FFFD.");
  for (const std::string& page : query_pages_)
    sentences.push_back(fmt::format(
        "The page {} has no permalink; embed its thread with data-page=\"{}\".", page, page));
  return sentences;
}

bool is_wordpress(std::string_view beginning) {
  return beginning.find("xmlns:wp=") != std::string_view::npos;
}

std::unique_ptr<ImportReader> make_wordpress_reader(const SourceSettings& settings) {
  return std::make_unique<WordPressReader>(settings);
}

}  // namespace afterword
