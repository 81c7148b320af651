// Letters that look like other letters, so that a word or a name is known again in disguise.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// The Latin letter that a folded letter of another script is taken for ("с" of Cyrillic: 'c'), or
/// the character itself. After Unicode's list of confusables (UTS #39), the common ones.
char32_t as_latin(char32_t folded);

/// What a name looks like at a glance: two names with the same look are taken for each other.
/// Without case, accents, blanks and marks; letters and digits as the letters that they resemble.
/// "" for a name without letters or digits.
std::string name_look(std::string_view name);

}  // namespace afterword
