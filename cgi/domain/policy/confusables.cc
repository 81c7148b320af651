#include "domain/policy/confusables.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

struct LookAlike {
  char32_t character;
  char letter;
};

constexpr std::array look_alikes{
    LookAlike{U'а', 'a'}, LookAlike{U'е', 'e'}, LookAlike{U'о', 'o'}, LookAlike{U'р', 'p'},
    LookAlike{U'с', 'c'}, LookAlike{U'у', 'y'}, LookAlike{U'х', 'x'}, LookAlike{U'і', 'i'},
    LookAlike{U'ј', 'j'}, LookAlike{U'ѕ', 's'}, LookAlike{U'һ', 'h'}, LookAlike{U'ԁ', 'd'},
    LookAlike{U'к', 'k'}, LookAlike{U'м', 'm'}, LookAlike{U'т', 't'}, LookAlike{U'в', 'b'},
    LookAlike{U'н', 'h'}, LookAlike{U'α', 'a'}, LookAlike{U'ε', 'e'}, LookAlike{U'ι', 'i'},
    LookAlike{U'κ', 'k'}, LookAlike{U'ο', 'o'}, LookAlike{U'ρ', 'p'}, LookAlike{U'τ', 't'},
    LookAlike{U'υ', 'u'}, LookAlike{U'ν', 'v'}, LookAlike{U'χ', 'x'}, LookAlike{U'ı', 'i'},
    LookAlike{U'ζ', 'z'}, LookAlike{U'ø', 'o'}, LookAlike{U'ł', 'l'}, LookAlike{U'đ', 'd'}};

/// In a name at a glance: a capital I, an l, a 1 and a | are one stroke, and so on.
char32_t at_a_glance(char32_t c) {
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case 'l':
    case '|':
      return 'i';
    case '5':
    case '$':
      return 's';
    default:
      return c;
  }
}

bool is_mark(char32_t c) {
  const bool letter_or_digit = is_ascii_lower(c) || is_ascii_digit(c);
  const bool punctuation =
      (c >= 0x80 && c < 0xc0) || (c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x303f);
  return c < 0x80 ? !letter_or_digit : punctuation;
}

}  // namespace

char32_t as_latin(char32_t folded) {
  if (folded < 0x80) return folded;
  const auto* const found =
      std::find_if(look_alikes.begin(), look_alikes.end(),
                   [&](const LookAlike& each) { return each.character == folded; });
  return found == look_alikes.end() ? folded : static_cast<char32_t>(found->letter);
}

std::string name_look(std::string_view name) {
  const std::string folded = fold_marks(name);
  std::string look;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = at_a_glance(as_latin(next_character(folded, at)));
    if (is_mark(c)) continue;
    // Two letters that together look like one.
    if (c == 'n' && look.ends_with('r'))
      look.back() = 'm';
    else if (c == 'v' && look.ends_with('v'))
      look.back() = 'w';
    else
      append_character(look, c);
  }
  return look;
}

}  // namespace afterword
