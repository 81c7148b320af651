// UTF-8 text: checking, normalising and cleaning what people typed, by utf8proc. Never looks at a
// locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace afterword {

/// Whether every byte belongs to a well-formed sequence (RFC 3629: no surrogates, nothing overlong,
/// nothing above U+10FFFF). NUL is valid here.
bool is_valid_utf8(std::string_view text);

/// The number of code points in valid UTF-8.
std::size_t count_characters(std::string_view utf8);

/// The first `count` code points.
std::string first_characters(std::string_view utf8, std::size_t count);

/// Decodes the code point at `at`, which must lie within valid UTF-8, and moves `at` behind it.
char32_t next_character(std::string_view utf8, std::size_t& at);
void append_character(std::string& out, char32_t character);

/// Unicode's composed normal form; the text itself when it cannot be normalised.
std::string to_nfc(std::string_view utf8);

/// In a form in which two texts are compared without regard to the case of letters in any script.
std::string fold_case(std::string_view utf8);

/// The same without accents and other marks, ligatures and wide letters as plain ones (NFKD with
/// the marks taken out). At most four times as many characters: a ligature of more letters, such as
/// U+FDFA, stays.
std::string fold_marks(std::string_view utf8);

/// For names and titles: NFC on one line. Control characters, bidi controls and zero-width
/// characters are taken out, but joiners stay between characters beyond ASCII, where emoji and
/// several scripts need them. White space becomes single spaces, none at the ends.
std::string clean_line(std::string_view utf8);

/// For comments: NFC, lines end with LF, no control characters but tab and LF, no bidi overrides
/// and isolates, no white space at the ends. Everything else stays as it was typed.
std::string clean_text(std::string_view utf8);

/// Takes out what looks like a tag: from a '<' that a letter, '/', '!' or '?' follows to the next
/// '>' or the end. Any other '<' stays.
std::string strip_tags(std::string_view text);

}  // namespace afterword
