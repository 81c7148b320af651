#include "transfer/readers/waline_row.h"

#include "base/ascii.h"

namespace afterword {
namespace {

/// A text is Markdown, or HTML if it came from Valine.
bool waline_is_html(std::string_view text) {
  text = trim(text);
  return text.starts_with("<p>") && text.ends_with('>');
}

}  // namespace

SourceComment waline_comment(const ValineColumns& columns, const WalineUser& user,
                             const SourceRecords& records) {
  SourceComment comment = valine_record(columns);
  // Waline shows what the user's profile has now.
  if (!user.name.empty()) comment.author = user.name;
  if (!user.email.empty()) comment.email = user.email;
  if (!user.url.empty()) comment.url = user.url;
  comment.by_site_author = user.type == "administrator";
  if (!waline_is_html(comment.text)) comment.markup = SourceMarkup::markdown;
  comment.status = valine_status(columns("status"));
  comment.created = valine_date(columns, records);
  const std::string sticky = columns("sticky");
  comment.pinned = sticky == "1" || sticky == "true";
  return comment;
}

}  // namespace afterword
