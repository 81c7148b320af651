// A comment's text is Markdown, or HTML if it came from Valine. Only a reply's pid names the
// comment that it replies to; rid is the top-level comment of its thread.
#include "transfer/readers/waline_row.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

/// Programs that write CSV files write these for a missing value.
std::string waline_value(std::string_view value) {
  if (value == "null" || value == "undefined" || value == "NULL") return {};
  return std::string(value);
}

bool waline_is_html(std::string_view text) {
  text = trim(text);
  return text.starts_with("<p>") && text.ends_with('>');
}

/// A reply begins with a link to its parent: "[@Ann](#12): " or, in HTML,
/// "<p><a class="at" href="#12">@Ann</a> , ". The form added it, not the writer.
std::string waline_text(std::string text) {
  std::size_t begin = 0;
  std::size_t end = std::string::npos;
  if (text.starts_with("[@")) {
    const std::size_t target = text.find("](#");
    end = target == std::string::npos ? target : text.find(')', target);
    if (end != std::string::npos) ++end;
  } else {
    begin = text.starts_with("<p>") ? 3 : 0;
    if (text.compare(begin, 13, "<a class=\"at\"") == 0) end = text.find("</a>", begin);
    if (end != std::string::npos) end += 4;
  }
  if (end == std::string::npos || text.find('\n') < end) return text;
  end = std::min(text.find_first_not_of(" ,:", end), text.size());
  return text.erase(begin, end - begin);
}

}  // namespace

SourceComment waline_comment(const WalineColumns& columns, const SourceRecords& records) {
  const auto value = [&](std::string_view column) { return waline_value(columns(column)); };
  SourceComment comment;
  comment.id = value("id");
  if (comment.id.empty()) comment.id = value("objectId");
  comment.parent = value("pid");
  if (comment.parent.empty()) comment.parent = value("rid");
  comment.page = value("url");
  comment.author = value("nick");
  comment.email = value("mail");
  comment.url = value("link");
  comment.ip = value("ip");
  comment.user_agent = value("ua");
  comment.text = std::string(columns("comment"));
  if (!comment.parent.empty()) comment.text = waline_text(std::move(comment.text));
  comment.markup = waline_is_html(comment.text) ? SourceMarkup::html : SourceMarkup::markdown;
  const std::string status = value("status");
  if (status == "approved") comment.status = Status::approved;
  if (status == "spam") comment.status = Status::spam;
  comment.created = records.date(value("insertedAt"));
  if (!comment.created) comment.created = records.date(value("createdAt"));
  const std::string sticky = value("sticky");
  comment.pinned = sticky == "1" || sticky == "true";
  return comment;
}

}  // namespace afterword
