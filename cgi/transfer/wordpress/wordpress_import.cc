#include "transfer/wordpress/wordpress_import.h"

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
#include "transfer/html_text.h"
#include "transfer/input_limits.h"
#include "transfer/json/extra_metadata.h"
#include "transfer/wordpress/blog_address.h"
#include "transfer/wordpress/wxr_writer.h"

namespace afterword {
namespace {

using nlohmann::json;

constexpr std::size_t batch_posts = 5'000;
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
std::optional<PagePath> WordPressImport::page_of(std::string_view link) const {
  std::string text(trim(link));
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
  if (text.empty()) return std::nullopt;
  const auto written = parse_url(text);
  if (!written) return std::nullopt;
  if (written->scheme == Scheme::none && written->host.empty() && !text.starts_with('/'))
    text.insert(0, blog_path_ + '/');
  const auto url = parse_url(text);
  if (!url || (url->scheme != Scheme::none && !url->is_web())) return std::nullopt;
  const auto page = page_path_of(*url);
  return page ? parse_page_path(address_.path_on_host(page->path)) : std::nullopt;
}

/// A link to a comment of this blog leads to it wherever it is now: "#comment-7" on its own page.
/// The numbers that a comment could not keep still lead to it there.
std::string WordPressImport::new_place(std::string_view href) const {
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
std::optional<PagePath> WordPressImport::page_of_item(const WxrItem& item) const {
  const bool has_page = item.type != "nav_menu_item" && item.type != "wp_global_styles";
  return has_page ? page_of(item.link) : std::nullopt;
}

WxrSink WordPressImport::survey() {
  return {[this](const WxrChannel& channel) {
            blog_url_ = trim(channel.blog_url);
            users_ = channel.users;
            if (const auto url = parse_url(blog_url_)) blog_path_ = url->path;
            while (blog_path_.ends_with('/')) blog_path_.pop_back();
            if (const auto installation = installation_of(channel.generator))
              blog_ = *installation;
            else
              blog_.address = normal_blog_address(channel.blog_url);
          },
          [this](const WxrItem& item) {
            if (const auto page = page_of_item(item)) survey_.add_page(page->key);
          },
          [this](WxrItem&, WxrComment& found) {
            ++counts_.comments;
            survey_.add_comment(found.id);
          }};
}

WxrSink WordPressImport::import_sink(ImportStore& store) {
  store_ = &store;
  counts_ = {};
  return {{},
          [this](const WxrItem& item) { begin_item(item); },
          [this](WxrItem& item, WxrComment& found) { take_comment(item, found); }};
}

void WordPressImport::begin_item(const WxrItem& item) {
  end_item();
  const auto page = page_of_item(item);
  post_.reset();
  if (!page) return;
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
  if (!may_have_form) return;
  ++counts_.pages;
  if (page->path.find('?') != std::string::npos && counts_.query_pages.size() < named_pages)
    counts_.query_pages.push_back(page->path);
  piece_in_hand();
  if (batch_.size() >= batch_posts) flush();
}

/// The piece of the batch for the current post's next comment.
ImportedPiece& WordPressImport::piece_in_hand() {
  if (!piece_open_) batch_.push_back({*post_, {}, false});
  piece_open_ = post_begun_ = true;
  return batch_.back();
}

void WordPressImport::end_item() {
  // Only a post with stored comments can have replies that wait for their parents.
  if (post_begun_) piece_in_hand().complete = true;
  piece_open_ = post_begun_ = false;
}

void WordPressImport::take_comment(const WxrItem& item, WxrComment& found) {
  ++counts_.comments;
  auto comment = convert(item, found);
  if (!comment) return;
  batched_bytes_ += stored_bytes(*comment);
  piece_in_hand().comments.push_back(*std::move(comment));
  if (++batched_ >= batch_comments || batched_bytes_ >= batch_bytes) flush();
}

/// Converts a comment for storing; nullopt if it is skipped, which is counted.
std::optional<ImportedComment> WordPressImport::convert(const WxrItem& item, WxrComment& found) {
  const auto skip = [&](std::string why) {
    ++counts_.skipped[std::move(why)];
    return std::nullopt;
  };
  if (found.type == "note") return skip("an editor's note, which is not for readers");
  const auto kind = parse_comment_kind(found.type.empty() ? "comment" : found.type);
  if (!kind)
    return skip(fmt::format("of the type \"{}\", which is not a comment", clean_line(found.type)));
  if (!post_) return skip("on a post without an address");

  // Checked before parsing; a character takes at most 4 bytes.
  if (found.too_long || found.content.size() > 4 * longest_text)
    return skip(fmt::format("longer than {} characters", longest_text));

  ImportedComment out;
  out.parent = found.parent;
  if (out.parent == found.id) out.parent = 0;
  Comment& comment = out.comment;
  comment.id = CommentId{found.id};
  const bool empty_place = apply_extra_metadata(found, out);
  comment.kind = *kind;
  if (comment.text.empty())
    comment.text = clean_text(
        text_of_html(found.content, [this](std::string_view href) { return new_place(href); }));
  if (comment.text.empty() && !empty_place && *kind == CommentKind::comment)
    return skip("without a text");
  if (count_characters(comment.text) > longest_text)
    return skip(fmt::format("longer than {} characters", longest_text));
  comment.author = clean_line(decode_html(found.author));
  if (comment.author.empty() && !empty_place) comment.author = anonymous_author;
  comment.email = normalized_email(found.email);
  comment.url = web_address(decode_address(found.url)).value_or("");
  comment.address_prefix = address_prefix_of(found.ip);
  // A signed-in user is the author of the post, as WordPress's class "bypostauthor" says.
  const auto author = users_.find(item.creator);
  if (found.user > 0 && author != users_.end() && author->second == found.user)
    comment.post_author = true;
  comment.status = empty_place ? Status::deleted : status_of(found.approved);
  if (comment.status == Status::approved && !is_public(item)) {
    comment.status = Status::waiting;
    comment.reason = "not_public";
    ++counts_.held_back;
  }
  if (comment.created.ms == 0) comment.created = date_of(item, found);
  return out;
}

Instant WordPressImport::date_of(const WxrItem& item, const WxrComment& found) {
  if (const auto utc = parse_date(found.date_gmt)) return *utc;
  if (const auto shown = parse_date(found.date)) return zone_.from_local(*shown);
  ++counts_.without_date;
  if (const auto utc = parse_date(item.date_gmt)) return *utc;
  if (const auto shown = parse_date(item.date)) return zone_.from_local(*shown);
  return {};
}

/// Reading continues while the batch is stored.
void WordPressImport::flush() {
  await_batch();
  if (!failed_ && !batch_.empty()) {
    stored_ = std::exchange(batch_, {});
    storing_ = std::async(std::launch::async, [this] { return store_->put(stored_, now_); });
  }
  batch_.clear();
  batched_ = batched_bytes_ = 0;
  piece_open_ = false;
}

void WordPressImport::await_batch() {
  if (!storing_.valid()) return;
  const auto results = storing_.get();
  if (!results) {
    failed_ = results.error();
    return;
  }
  std::size_t at = 0;
  for (const ImportedPiece& piece : stored_)
    for (const ImportedComment& imported : piece.comments)
      count_result((*results)[at++], imported.comment.status, counts_);
}

Result<void, StoreError> WordPressImport::finish() {
  end_item();
  flush();
  await_batch();
  if (failed_) return Failure{*failed_};
  if (const auto joined = store_->join_rest(now_); !joined) return joined;
  counts_.remarks = store_->remarks();
  return {};
}

}  // namespace afterword
