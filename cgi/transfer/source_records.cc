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

}  // namespace

std::optional<Instant> SourceRecords::date(std::string_view text) const {
  return parse_source_date(text, settings_.zone);
}

Result<PagePath, std::string> SourceRecords::page_of(std::string_view address) const {
  std::string text = valid(trim(address));
  if (auto mapped = settings_.map.find(text)) text = *std::move(mapped);
  auto url = parse_url(text);
  // A name such as "hello" is a page of the site.
  if (url && url->scheme == Scheme::none && url->host.empty() && !text.empty() &&
      !text.starts_with('/') && !text.starts_with('?')) {
    text.insert(0, "/");
    url = parse_url(text);
  }
  if (!url || text.empty()) return Failure{std::string("without the address of a page")};
  if (!url->host.empty()) {
    const auto own = parse_url(settings_.address.origin());
    const std::string host = url->bare_host();
    if (!(own && is_same_site(*own, *url)) && !settings_.hosts.contains(host))
      return Failure{
          fmt::format("on a page of the host {}; --host {} makes it one of this site", host, host)};
  }
  const auto decoded = page_path_of(*url);
  auto page = decoded ? parse_page_path(decoded->path) : std::nullopt;
  if (!page) return Failure{std::string("on a page whose address cannot be read")};
  return *std::move(page);
}

bool SourceRecords::page(const SourcePage& found) const {
  const auto path = page_of(found.address);
  if (!path) return true;
  ImportedPage page;
  page.page = path->key;
  page.path = path->path;
  page.title = clean_title(decode_html(strip_tags(valid(found.title))));
  page.closed = found.closed;
  page.created = found.created.value_or(Instant{});
  return sink_.page(std::move(page));
}

bool SourceRecords::comment(const SourceComment& found) const {
  const auto leave_out = [&](std::string why) {
    sink_.left_out(std::move(why));
    return true;
  };
  const auto path = page_of(found.page);
  if (!path) return leave_out(path.error());
  ImportedPage page;
  page.page = path->key;
  page.path = path->path;
  page.title = clean_title(decode_html(strip_tags(valid(found.page_title))));

  ImportedComment out;
  Comment& comment = out.comment;
  comment.id = CommentId{source_number(found.id)};
  out.has_text_id = comment.id.value < 0;
  out.fragment = found.fragment;
  if (out.fragment.empty() && out.has_text_id) out.fragment = source_fragment(source_, found.id);
  if (found.parent != found.id) out.parent = source_number(found.parent);
  comment.status = found.status;
  if (found.status != Status::deleted) {
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
  }
  if (found.markup == SourceMarkup::markdown) comment.format = TextFormat::markdown;
  comment.address_prefix = address_prefix_of(found.ip);
  comment.created = found.created.value_or(Instant{});
  comment.writer_edited = found.edited;
  comment.pinned = found.pinned && found.parent.empty();
  return sink_.comment(std::move(page), std::move(out));
}

}  // namespace afterword
