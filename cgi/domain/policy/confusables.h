// Confusable characters (Unicode UTS #39), so that disguised words and names are recognised.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// The Latin letter that a case-folded letter of another script resembles (Cyrillic "с": 'c'), or
/// the character itself. Covers the common entries of the Unicode confusables list.
char32_t as_latin(char32_t folded);

/// A skeleton of a name (UTS #39): names with equal skeletons are likely to be confused. Ignores
/// case, accents, blanks and marks, and maps letters and digits to those that they resemble. "" for
/// a name without letters or digits.
std::string name_look(std::string_view name);

}  // namespace afterword
