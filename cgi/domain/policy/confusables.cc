#include "domain/policy/confusables.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

struct Confusable {
  char32_t character;
  char letter;
};

constexpr std::array confusables{
    Confusable{U'а', 'a'}, Confusable{U'е', 'e'}, Confusable{U'о', 'o'}, Confusable{U'р', 'p'},
    Confusable{U'с', 'c'}, Confusable{U'у', 'y'}, Confusable{U'х', 'x'}, Confusable{U'і', 'i'},
    Confusable{U'ј', 'j'}, Confusable{U'ѕ', 's'}, Confusable{U'һ', 'h'}, Confusable{U'ԁ', 'd'},
    Confusable{U'к', 'k'}, Confusable{U'м', 'm'}, Confusable{U'т', 't'}, Confusable{U'в', 'b'},
    Confusable{U'н', 'h'}, Confusable{U'α', 'a'}, Confusable{U'ε', 'e'}, Confusable{U'ι', 'i'},
    Confusable{U'κ', 'k'}, Confusable{U'ο', 'o'}, Confusable{U'ρ', 'p'}, Confusable{U'τ', 't'},
    Confusable{U'υ', 'u'}, Confusable{U'ν', 'v'}, Confusable{U'χ', 'x'}, Confusable{U'ı', 'i'},
    Confusable{U'ζ', 'z'}, Confusable{U'ø', 'o'}, Confusable{U'ł', 'l'}, Confusable{U'đ', 'd'}};

/// Groups characters that look alike at a glance: capital I, l, 1 and | are one stroke, and so on.
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
      std::find_if(confusables.begin(), confusables.end(),
                   [&](const Confusable& each) { return each.character == folded; });
  return found == confusables.end() ? folded : static_cast<char32_t>(found->letter);
}

std::string folded_form(std::string_view text) {
  const std::string folded = fold_marks(text);
  if (std::none_of(folded.begin(), folded.end(), is_beyond_ascii)) return folded;
  std::string out;
  std::u32string word;
  const auto end_word = [&] {
    const bool latin = std::any_of(word.begin(), word.end(), is_ascii_lower);
    for (const char32_t c : word) append_character(out, latin ? as_latin(c) : c);
    word.clear();
  };
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = next_character(folded, at);
    if (is_ignorable(c)) continue;
    if (c < 0x80 && !is_ascii_lower(c)) {
      end_word();
      append_character(out, c);
    } else {
      word += c;
    }
  }
  end_word();
  return out;
}

std::string name_look(std::string_view name) {
  const std::string folded = fold_marks(name);
  std::string look;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = at_a_glance(as_latin(next_character(folded, at)));
    if (is_mark(c)) continue;
    // Pairs of letters that look like one.
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
