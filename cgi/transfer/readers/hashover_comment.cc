// The body is HTML in which line ends are breaks. The e-mail address is encrypted with a secret of
// the installation and is not read.
#include "transfer/readers/hashover_comment.h"

#include <algorithm>

#include "base/ascii.h"
#include "transfer/html_text.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

void hashover_replace(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
}

/// Each image is a tag around its address, which becomes a link here.
std::string hashover_body(std::string body) {
  hashover_replace(body, "[img]", "");
  hashover_replace(body, "[/img]", " ");
  hashover_replace(body, "&nbsp; ", "  ");
  return body;
}

/// A thread's name can be mapped by --map. HashOver does not keep enough to know the path.
std::string hashover_address(const HashoverPlace& place, const HashoverPage& page) {
  if (!page.url.empty()) return page.url;
  std::string path = place.thread == "index" ? "/" : place.thread;
  if (place.domain.empty()) return path;
  return "https://" + place.domain + (path == "/" ? "" : "/") + path;
}

}  // namespace

bool is_hashover_key(std::string_view text) {
  bool in_number = false;
  for (const char c : text) {
    if (!is_ascii_digit(c) && !(c == '-' && in_number)) return false;
    in_number = c != '-';
  }
  return in_number;
}

SourceComment hashover_comment(const HashoverPlace& place, const HashoverPage& page,
                               const HashoverFields& fields, const SourceRecords& records) {
  const std::string thread = (place.domain.empty() ? "" : place.domain + "/") + place.thread + "/";
  SourceComment comment;
  comment.id = thread + place.key;
  if (const std::size_t last = place.key.rfind('-'); last != std::string::npos)
    comment.parent = thread + place.key.substr(0, last);
  comment.fragment = "c" + place.key;
  std::replace(comment.fragment.begin(), comment.fragment.end(), '-', 'r');
  comment.page = hashover_address(place, page);
  comment.page_title = page.title;
  comment.author = fields("name");
  comment.url = decode_address(fields("website"));
  comment.ip = fields("ipaddr");
  comment.text = hashover_body(fields("body"));
  comment.markup = SourceMarkup::html;
  const std::string status = fields("status");
  // HashOver writes no status unless moderation is enabled, and publishes such comments.
  if (status == "approved" || status.empty()) comment.status = Status::approved;
  if (status == "deleted") comment.status = Status::deleted;
  comment.created = records.date(fields("date"));
  comment.votes = votes_of(fields("likes"), fields("dislikes"));
  return comment;
}

}  // namespace afterword
