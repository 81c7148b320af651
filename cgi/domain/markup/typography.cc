#include "domain/markup/typography.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

bool is_letter(char32_t c) {
  return is_ascii_letter(c) || (c >= 0xC0 && c < 0x2000) || c >= 0x3040;
}

bool is_replaced(char c) { return c == '"' || c == '\'' || c == '.' || c == '-'; }

/// Characters after which a quote is an opening one: start of text, space, opening bracket or
/// quote, dash.
bool opens_after(char32_t c) {
  constexpr std::array<char32_t, 12> openers{0,   ' ', '\n',   '\t',   0xA0,   '(',
                                             '[', '{', 0x201C, 0x2018, 0x2013, 0x2014};
  return std::find(openers.begin(), openers.end(), c) != openers.end();
}

/// True if an apostrophe replaces omitted letters at the beginning of a word: ’90s, ’tis.
bool begins_shortened_word(std::string_view rest) {
  if (rest.size() >= 2 && is_ascii_digit(rest[0]) && is_ascii_digit(rest[1]))
    return rest.size() == 2 || !is_ascii_digit(rest[2]);
  constexpr std::array<std::string_view, 8> words{"tis",   "twas", "twere", "twill",
                                                  "cause", "em",   "round", "n"};
  for (const std::string_view word : words) {
    const bool same = starts_ignoring_case(rest, word);
    const bool ends =
        rest.size() <= word.size() || !is_letter(static_cast<unsigned char>(rest[word.size()]));
    if (same && ends) return true;
  }
  return false;
}

/// Whether a label of a host name in Punycode begins here: "xn--mller-kva".
bool ends_with_xn(std::string_view before) {
  if (before.size() < 2 || !starts_ignoring_case(before.substr(before.size() - 2), "xn"))
    return false;
  return before.size() == 2 || !is_ascii_alphanumeric(before[before.size() - 3]);
}

}  // namespace

std::string_view Typographer::double_quote() {
  if (is_ascii_digit(before_) && !in_double_) return "″";
  if (opens_after(before_)) {
    in_double_ = true;
    return "“";
  }
  in_double_ = false;
  return "”";
}

std::string_view Typographer::single_quote(std::string_view rest) const {
  const char32_t next = rest.empty() ? 0 : static_cast<unsigned char>(rest.front());
  if (is_ascii_digit(before_) && !is_letter(next)) return "′";
  if (!opens_after(before_)) return "’";
  return begins_shortened_word(rest) ? "’" : "‘";
}

std::string_view Typographer::dots_or_dashes(std::string_view piece, std::size_t& at) const {
  const char c = piece[at];
  const std::size_t begin = at;
  const bool before_space = at + 1 < piece.size() && piece[at + 1] == ' ';
  while (at < piece.size() && piece[at] == c) ++at;
  const std::size_t run = at - begin;
  if (c == '.' && run == 3) return "…";
  if (c == '-' && run == 3) return "—";
  if (c == '-' && run == 2) {
    // As in WordPress: an em dash between blanks, otherwise an en dash.
    const bool before_word = at < piece.size() && is_ascii_alphanumeric(piece[at]);
    const bool is_option = before_word && opens_after(before_);
    const bool is_punycode = ends_with_xn(piece.substr(0, begin));
    if (is_option || is_punycode) return piece.substr(begin, run);
    return before_ == ' ' && at < piece.size() && piece[at] == ' ' ? "—" : "–";
  }
  if (c == '-' && run == 1 && before_ == ' ' && before_space) return "–";
  // Longer runs are drawn lines and are kept.
  return piece.substr(begin, run);
}

std::string Typographer::set(std::string_view piece) {
  std::string out;
  out.reserve(piece.size() + 16);
  for (std::size_t at = 0; at < piece.size();) {
    const std::size_t begin = at;
    while (at < piece.size() && !is_replaced(piece[at])) ++at;
    std::string_view next = piece.substr(begin, at - begin);
    if (next.empty()) {
      if (piece[at] == '"') {
        next = double_quote();
        ++at;
      } else if (piece[at] == '\'') {
        next = single_quote(piece.substr(++at));
      } else {
        next = dots_or_dashes(piece, at);
      }
    }
    out += next;
    note(next);
  }
  return out;
}

void Typographer::note(std::string_view piece) {
  if (piece.empty()) return;
  std::size_t last = piece.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(piece[last]) & 0xC0U) == 0x80U) --last;
  before_ = next_character(piece, last);
}

}  // namespace afterword
