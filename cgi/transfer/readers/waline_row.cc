#include "transfer/readers/waline_row.h"

#include <algorithm>

#include "base/ascii.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

/// A text is Markdown, or HTML if it came from Valine.
bool waline_is_html(std::string_view text) {
  text = trim(text);
  return text.starts_with("<p>") && text.ends_with('>');
}

/// The value of an attribute of a tag as Waline's form writes it; "" if it has none.
std::string_view waline_attribute(std::string_view tag, std::string_view name_and_quote) {
  const std::size_t at = tag.find(name_and_quote);
  if (at == std::string_view::npos) return {};
  tag.remove_prefix(at + name_and_quote.size());
  return tag.substr(0, tag.find('"'));
}

/// What stands at the beginning of a text, and the words that take its place.
struct WalineImage {
  std::size_t length = 0;
  std::string name;
};

/// An emoji of a set, which Waline's form stores as HTML: `<img class="wl-emoji" … alt="doge">` is
/// ":doge:".
WalineImage waline_emoji(std::string_view text) {
  constexpr std::size_t longest = 2'000;
  if (!text.starts_with("<img ")) return {};
  const std::size_t end = text.substr(0, longest).find('>');
  if (end == std::string_view::npos) return {};
  const std::string_view tag = text.substr(0, end);
  const std::string_view kind = waline_attribute(tag, " class=\"");
  const std::string_view name = waline_attribute(tag, " alt=\"");
  if ((kind != "wl-emoji" && kind != "vemoji") || name.empty()) return {};
  return {end + 1, ":" + std::string(name) + ":"};
}

/// A picture, which the form stores in the text if it is small: `![name](data:image/png;base64,…)`
/// is its name.
WalineImage waline_picture(std::string_view text) {
  constexpr std::size_t longest_name = 1'000;
  if (!text.starts_with("![")) return {};
  const std::size_t name = text.substr(0, longest_name).find(']');
  if (name == std::string_view::npos || !text.substr(name).starts_with("](data:image/")) return {};
  const std::size_t end = text.find_first_of(")!", name);  // data have no "!"
  if (end == std::string_view::npos || text[end] != ')') return {};
  return {end + 1, std::string(text.substr(2, name - 2))};
}

/// Markdown in which the names of emoji and pictures stand for them.
std::string waline_markdown(std::string_view text) {
  std::string named;
  while (!text.empty()) {
    const std::size_t before = std::min(text.find_first_of("<!"), text.size());
    named += text.substr(0, before);
    text.remove_prefix(before);
    WalineImage image = waline_emoji(text);
    if (image.length == 0) image = waline_picture(text);
    if (image.length == 0)
      image = {std::min<std::size_t>(1, text.size()), std::string(text.substr(0, 1))};
    named += image.name;
    text.remove_prefix(image.length);
  }
  return named;
}

}  // namespace

SourceComment waline_comment(const ValineColumns& columns, const WalineUser& user,
                             std::string_view likes, const SourceRecords& records) {
  SourceComment comment = valine_record(columns);
  // Waline shows what the user's profile has now, also no website.
  if (user.is_registered) {
    if (!user.name.empty()) comment.author = user.name;
    comment.email = user.email;
    comment.url = user.url;
  }
  comment.by_site_author = user.type == "administrator";
  if (!waline_is_html(comment.text)) {
    comment.markup = SourceMarkup::markdown;
    comment.text = waline_markdown(comment.text);
  }
  comment.status = valine_status(columns("status"));
  comment.created = valine_date(columns, records);
  const std::string sticky = columns("sticky");
  comment.pinned = sticky == "1" || sticky == "true";
  comment.votes = votes_of(likes, "");
  return comment;
}

}  // namespace afterword
