#include "domain/markup/markup.h"

#include "base/ascii.h"
#include "domain/markup/markup_builder.h"
#include "domain/markup/markup_markdown.h"
#include "domain/markup/markup_plain.h"

namespace afterword {
namespace {

/// Characters that can create an element or make a parser work.
bool is_sign(std::string_view text, std::size_t at, TextFormat format) {
  const char c = text[at];
  if (c == '\n' || c == '<' || c == '&') return true;
  if (format == TextFormat::plain) return false;
  // A drawn line, such as the second one of a table, is one sign.
  if (c == '-' && at > 0 && text[at - 1] == '-') return false;
  const bool after_digit = at > 0 && is_ascii_digit(text[at - 1]);
  return (c != '\0' && std::string_view("`*_~[]!>#-+=\\$").find(c) != std::string_view::npos) ||
         ((c == '.' || c == ')') && after_digit);
}

/// A bare address becomes an element whose attribute is as long as the address.
bool begins_address(std::string_view text, std::size_t at) {
  if (text[at] != ':' && text[at] != 'w' && text[at] != 'W') return false;
  const std::string_view rest = text.substr(at, 4);
  return rest.starts_with("://") || rest == "www." || rest == "WWW.";
}

/// How many bytes of a text are parsed as markup. A text that consists of markup characters would
/// become an element for every byte or two, and cmark takes superlinear time for some of them.
/// Ordinary comments need less than one such character in eight bytes.
std::size_t markup_length(std::string_view text, TextFormat format) {
  constexpr std::size_t address_signs = 4;
  std::size_t signs_left = 100 + text.size() / 8;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t signs = begins_address(text, at)    ? address_signs
                              : is_sign(text, at, format) ? 1
                                                          : 0;
    if (signs <= signs_left) {
      signs_left -= signs;
      continue;
    }
    // Prefers the end of a line, or of a word if the line is long.
    const std::size_t line = text.rfind('\n', at);
    if (line != std::string_view::npos && line > at / 2) return line + 1;
    const std::size_t word = text.rfind(' ', at);
    if (word != std::string_view::npos && word > at / 2) return word + 1;
    return at;
  }
  return text.size();
}

}  // namespace

Markup render_markup(std::string_view text, TextFormat format, Spoilers spoilers) {
  const std::size_t length = markup_length(text, format);
  const std::string_view begin = text.substr(0, length);
  MarkupBuilder builder(spoilers);
  switch (format) {
    case TextFormat::plain:
      parse_plain(begin, builder);
      break;
    case TextFormat::markdown:
      parse_markdown(begin, builder);
      break;
  }
  if (length < text.size()) builder.rest(text.substr(length));
  return builder.finish();
}

}  // namespace afterword
