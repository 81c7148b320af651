// Validates, normalises and cleans UTF-8 text, by utf8proc. Independent of the locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace afterword {

/// True if the text is well-formed UTF-8 (RFC 3629: no surrogates, no overlong sequences, nothing
/// above U+10FFFF). NUL is valid.
bool is_valid_utf8(std::string_view text);

/// The number of code points in valid UTF-8.
std::size_t count_characters(std::string_view utf8);

/// Returns the first `count` code points.
std::string first_characters(std::string_view utf8, std::size_t count);

/// Decodes the code point at byte offset `at` of valid UTF-8 and advances `at` past it. `at` must
/// be less than the size.
char32_t next_character(std::string_view utf8, std::size_t& at);
void append_character(std::string& out, char32_t character);

/// True for a character that has no shape of its own: Unicode's Default_Ignorable_Code_Point, such
/// as U+200B, soft hyphens, joiners and the Hangul fillers.
bool is_ignorable(char32_t c);
/// True for punctuation, dashes, quotes, brackets and separators beyond ASCII (categories P and Z).
bool is_other_punctuation(char32_t c);
/// False for a text of which a reader would see nothing.
bool has_visible_character(std::string_view utf8);

/// Unicode NFC. Returns the text unchanged if it cannot be normalised.
std::string to_nfc(std::string_view utf8);

/// NFC in lower case. Unlike fold_case it keeps letters such as "ß" apart.
std::string to_lower(std::string_view utf8);

/// Case-folds the text for case-insensitive comparison in every script.
std::string fold_case(std::string_view utf8);

/// Case-folds and removes accents and other marks, ligatures and full-width forms (NFKD without
/// marks). The result has at most four times as many characters; longer decompositions such as
/// U+FDFA's are not expanded.
std::string fold_marks(std::string_view utf8);

/// Cleans names and titles: NFC on one line. Removes noncharacters and control, bidi control and
/// zero-width characters, except joiners between non-ASCII characters, where emoji and several
/// scripts need them. Collapses white space to single spaces and trims the ends.
std::string clean_line(std::string_view utf8);

/// Cleans comments: NFC, LF line ends, no control characters except tab and LF, no noncharacters
/// (XML has no U+FFFE), no bidi overrides or isolates, no white space at the end and no blank lines
/// at the beginning. Everything else is kept as typed, such as the indentation of the first line.
std::string clean_text(std::string_view utf8);

/// Removes what looks like a tag: from a '<' followed by a letter, '/', '!' or '?' to the next '>'
/// or the end. Any other '<' is kept.
std::string strip_tags(std::string_view text);

/// Appends a text with `&`, `<` and `>` as entities: character data of XML or HTML, not an
/// attribute.
void append_character_data(std::string& out, std::string_view text);

}  // namespace afterword
