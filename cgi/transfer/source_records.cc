#include "transfer/source_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"
#include "domain/comment/submission.h"
#include "domain/comment/submission_fields.h"
#include "http/ip_address.h"
#include "transfer/html_text.h"
#include "transfer/input_limits.h"
#include "transfer/source_date.h"
#include "transfer/source_number.h"

namespace afterword {
namespace {

/// Ends of addresses that systems made up for people without one. Mail to them would go astray.
constexpr std::array<std::string_view, 4> invented{"@disqus.com", "@disqus-user", "@commento",
                                                   "noreply@blogger.com"};

std::string real_email(std::string_view sent) {
  std::string email = normalized_email(trim(sent));
  const bool is_invented = std::any_of(invented.begin(), invented.end(),
                                       [&](std::string_view end) { return email.ends_with(end); });
  if (is_invented || !is_email(email)) email.clear();
  return email;
}

/// "" if the bytes are not UTF-8.
std::string valid(std::string_view text) {
  return is_valid_utf8(text) ? std::string(text) : std::string{};
}

std::string comment_text(const SourceComment& found) {
  if (found.markup == SourceMarkup::html) return clean_text(text_of_html(found.text));
  return clean_text(found.text);
}

/// Whether HTML begins with tags that keep their content, and then a letter or a digit.
bool begins_with_text(std::string_view html) {
  constexpr std::array<std::string_view, 12> plain{
      "a", "b", "blockquote", "br", "code", "div", "em", "i", "p", "pre", "span", "strong"};
  while (!html.empty()) {
    const char c = html.front();
    if (is_ascii_alphanumeric(c)) return true;
    if (c == '&') return false;  // perhaps &nbsp;
    std::size_t used = 1;
    if (c == '<') {
      const std::size_t end = html.find('>');
      if (end == std::string_view::npos) return false;
      const std::string_view tag = html.substr(1, end - 1);
      const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
      const bool is_plain = std::find(plain.begin(), plain.end(), name) != plain.end();
      // A '>' in quotes is not the end.
      if (!is_plain || std::count(tag.begin(), tag.end(), '"') % 2 != 0 ||
          std::count(tag.begin(), tag.end(), '\'') % 2 != 0)
        return false;
      used = end + 1;
    }
    html.remove_prefix(used);
  }
  return false;
}

/// Whether it is certain without converting the text, which takes long, that it is neither empty
/// nor too long. No conversion makes a text eight times as long.
bool has_certainly_text(const SourceComment& found) {
  if (found.text.size() > longest_text / 8) return false;
  if (found.markup == SourceMarkup::html) return begins_with_text(found.text);
  return std::any_of(found.text.begin(), found.text.end(),
                     [](char c) { return is_ascii_alphanumeric(c); });
}

/// The page of an address at the source, or of one that --map names. The error says why the
/// comments of the page are left out.
Result<PagePath, std::string> read_page(std::string text, const SourceSettings& settings) {
  auto url = parse_url(text);
  // A name such as "hello" is a page of the site.
  if (url && url->scheme == Scheme::none && url->host.empty() && !text.empty() &&
      !text.starts_with('/') && !text.starts_with('?')) {
    text.insert(0, "/");
    url = parse_url(text);
  }
  if (!url || text.empty()) return Failure{std::string("without the address of a page")};
  if (!url->host.empty()) {
    const auto own = parse_url(settings.address.origin());
    const std::string host = url->bare_host();
    if (!(own && is_same_site(*own, *url)) && !settings.hosts.contains(host))
      return Failure{
          fmt::format("on a page of the host {}; --host {} makes it one of this site", host, host)};
  }
  const auto decoded = page_path_of(*url);
  auto page = decoded ? parse_page_path(decoded->path) : std::nullopt;
  if (!page) return Failure{std::string("on a page whose address cannot be read")};
  return *std::move(page);
}

}  // namespace

std::optional<Instant> SourceRecords::date(std::string_view text) const {
  return parse_source_date(text, settings_.zone);
}

Result<PagePath, std::string> SourceRecords::find_page(std::string_view address) const {
  const std::string text = valid(trim(address));
  auto page = read_page(text, settings_);
  // The report names pages by their paths.
  const std::string path = page ? settings_.address.path_on_host(page->path) : "";
  auto mapped = settings_.map.find(text, path);
  return mapped ? read_page(std::move(mapped->address), settings_) : page;
}

const Result<PagePath, std::string>& SourceRecords::page_of(std::string_view address) {
  if (!page_ || address != address_) {
    address_ = address;
    page_ = find_page(address);
  }
  return *page_;
}

bool SourceRecords::page(const SourcePage& found) {
  const auto& path = page_of(found.address);
  if (!path) return true;
  ImportedPage page;
  page.page = path->key;
  page.path = path->path;
  page.title = clean_title(decode_html(strip_tags(valid(found.title))));
  page.closed = found.closed;
  page.created = found.created.value_or(Instant{});
  return sink_.page(std::move(page));
}

bool SourceRecords::comment(const SourceComment& found) {
  const auto leave_out = [&](std::string why) {
    sink_.left_out(std::move(why));
    return true;
  };
  const auto& path = page_of(found.page);
  if (!path) return leave_out(path.error());
  ImportedPage page;
  page.page = path->key;
  page.path = path->path;
  page.title = clean_title(decode_html(strip_tags(valid(found.page_title))));

  ImportedComment out;
  Comment& comment = out.comment;
  comment.id = CommentId{source_number(found.id)};
  out.has_text_id = comment.id.value < 0;
  if (auto fragment = source_fragment(source_, found.id); out.has_text_id && !fragment.empty())
    out.fragments.push_back(std::move(fragment));
  if (!found.fragment.empty()) out.fragments.push_back(found.fragment);
  if (found.parent != found.id) out.parent = source_number(found.parent);
  if (found.ancestor != found.id) out.ancestor = source_number(found.ancestor);
  comment.status = found.status;
  if (found.status != Status::deleted && (sink_.needs_texts || !has_certainly_text(found))) {
    // Checked before parsing; a character takes at most 4 bytes.
    if (found.text.size() > 4 * longest_text ||
        count_characters(comment.text = comment_text(found)) > longest_text)
      return leave_out(fmt::format("longer than {} characters", longest_text));
    if (comment.text.empty()) return leave_out("without a text");
    // Several systems store names with character references.
    comment.author = clean_line(decode_html(valid(found.author)));
    if (comment.author.empty()) comment.author = anonymous_author;
    comment.email = real_email(valid(found.email));
    comment.url = web_address(valid(found.url)).value_or("");
    comment.user_agent = clean_line(valid(found.user_agent));
    // Systems write an unspecified address for none.
    if (found.ip != "0.0.0.0" && found.ip != "::")
      comment.address_prefix = address_prefix_of(found.ip);
  }
  if (found.markup == SourceMarkup::markdown) comment.format = TextFormat::markdown;
  comment.created = found.created.value_or(Instant{});
  comment.writer_edited = found.edited;
  comment.post_author = found.by_site_author && found.status != Status::deleted;
  comment.pinned = found.pinned && found.parent.empty();
  out.votes = found.votes;
  return sink_.comment(std::move(page), std::move(out));
}

}  // namespace afterword
