// Confusable characters (Unicode UTS #39), so that disguised words and names are recognised.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// The Latin letter that a case-folded letter of another script resembles (Cyrillic "с": 'c'), or
/// the character itself. Covers the common entries of the Unicode confusables list.
char32_t as_latin(char32_t folded);

/// The form in which texts are compared with rules: what a reader sees, not how it is encoded.
/// Case, accents, full-width, mathematical and circled letters, and characters without a shape are
/// removed, and letters of other scripts within a Latin word become the Latin ones that they
/// resemble.
std::string folded_form(std::string_view text);

/// A skeleton of a name (UTS #39): names with equal skeletons are likely to be confused. Ignores
/// case, accents, blanks and marks, and maps letters and digits to those that they resemble. "" for
/// a name without letters or digits.
std::string name_look(std::string_view name);

}  // namespace afterword
