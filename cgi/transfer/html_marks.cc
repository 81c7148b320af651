#include "transfer/html_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

// Browsers look for a declaration of the character encoding in this many bytes.
constexpr std::size_t declaration_bytes = 1'024;

// Elements in which a comment is ordinary text.
constexpr std::array<std::string_view, 5> text_elements{"script", "style", "textarea", "title",
                                                        "xmp"};

std::size_t find_ignoring_case(std::string_view text, std::string_view word, std::size_t from) {
  const auto found = std::search(
      text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
      word.begin(), word.end(), [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

/// The end of the comment or text element that begins at `at`; `at` + 1 if there is none.
std::size_t end_of_construct(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  // "<!-->" is a comment.
  if (rest.starts_with("<!--")) return text.find("-->", at + 2);
  for (const std::string_view element : text_elements) {
    if (!starts_ignoring_case(rest.substr(1), element)) continue;
    const std::string_view behind = rest.substr(1 + element.size());
    if (behind.empty() || is_ascii_alphanumeric(behind.front()) || behind.front() == '-') continue;
    return find_ignoring_case(text, fmt::format("</{}", element), at);
  }
  return at + 1;
}

/// Whether a browser sees a comment at `target`, rather than a part of a script or of another
/// comment. A '<' in an attribute counts as the beginning of a tag.
bool is_comment_at(std::string_view text, std::size_t target) {
  std::size_t at = text.find('<');
  while (at < target) at = text.find('<', end_of_construct(text, at));
  return at == target;
}

/// Whether a browser reads the file as UTF-8, as far as the file itself says.
bool is_utf8_file(std::string_view before, std::string_view after) {
  constexpr std::string_view declaration = "charset=";
  const std::string_view head = before.substr(0, declaration_bytes);
  const std::size_t found = find_ignoring_case(head, declaration, 0);
  if (found != std::string_view::npos) {
    std::string_view name = head.substr(found + declaration.size());
    name.remove_prefix(std::min(name.find_first_not_of(" \"'"), name.size()));
    if (!starts_ignoring_case(name, "utf-8") && !starts_ignoring_case(name, "utf8")) return false;
  }
  return is_valid_utf8(before) && is_valid_utf8(after);
}

std::string with_references(std::string_view utf8) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_character(utf8, at);
    if (c < 0x80)
      out += static_cast<char>(c);
    else
      out += fmt::format("&#{};", static_cast<std::uint32_t>(c));
  }
  return out;
}

std::string with_line_ends(std::string_view text, std::string_view line_end) {
  std::string out;
  for (const char c : text)
    if (c == '\n')
      out += line_end;
    else
      out += c;
  return out;
}

}  // namespace

bool has_mark(std::string_view text) {
  return text.find(begin_mark) != std::string_view::npos ||
         text.find(end_mark) != std::string_view::npos;
}

Result<std::string, std::string> between_marks(const std::string& text, std::string_view content) {
  const auto begin = text.find(begin_mark);
  const auto end = text.find(end_mark);
  const bool is_pair = begin != std::string::npos && end != std::string::npos && begin < end &&
                       text.find(begin_mark, begin + 1) == std::string::npos &&
                       text.find(end_mark, end + 1) == std::string::npos;
  if (!is_pair)
    return Failure{fmt::format("it needs {} once, and {} once behind it", begin_mark, end_mark)};
  if (!is_comment_at(text, begin) || !is_comment_at(text, end))
    return Failure{std::string("its marks are inside of a comment, a script or another text")};
  const std::size_t inside = begin + begin_mark.size();
  const std::string_view all = text;
  if (content.empty() && trim(all.substr(inside, end - inside)).empty()) return text;
  const std::size_t first_end = text.find('\n');
  const bool is_crlf =
      first_end != std::string::npos && first_end > 0 && text[first_end - 1] == '\r';
  std::string added = "\n";
  if (!content.empty())
    added += is_utf8_file(all.substr(0, begin), all.substr(end))
                 ? fmt::format("{}\n", content)
                 : fmt::format("{}\n", with_references(content));
  return text.substr(0, inside) + with_line_ends(added, is_crlf ? "\r\n" : "\n") + text.substr(end);
}

}  // namespace afterword
