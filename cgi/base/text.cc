#include "base/text.h"
#include "base/ascii.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace afterword {
namespace {

constexpr char32_t zero_width_non_joiner = 0x200C;
constexpr char32_t zero_width_joiner = 0x200D;

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

/// Embeddings, overrides and isolates change the order of the text that follows them.
bool is_bidi_override(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// Unicode reserves these; XML 1.0 does not allow U+FFFE and U+FFFF.
bool is_noncharacter(char32_t c) {
  return (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
}

bool is_bidi_mark(char32_t c) { return c == 0x200E || c == 0x200F || c == 0x061C; }

bool is_invisible(char32_t c) { return c == 0x200B || c == 0xFEFF || c == 0x2060; }

bool is_joiner(char32_t c) { return c == zero_width_non_joiner || c == zero_width_joiner; }

bool is_white_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

int combining_class(utf8proc_int32_t c) { return utf8proc_get_property(c)->combining_class; }

/// Sorts each run of combining marks into canonical order. utf8proc's own sort is quadratic in the
/// length of a run, which takes seconds for a comment that consists of marks; after this it has
/// nothing left to sort.
void order_marks(std::vector<utf8proc_int32_t>& characters) {
  const auto is_mark = [](utf8proc_int32_t c) { return combining_class(c) != 0; };
  const auto is_base = [](utf8proc_int32_t c) { return combining_class(c) == 0; };
  for (auto begin = characters.begin(); begin != characters.end();) {
    begin = std::find_if(begin, characters.end(), is_mark);
    const auto end = std::find_if(begin, characters.end(), is_base);
    std::stable_sort(begin, end, [](utf8proc_int32_t a, utf8proc_int32_t b) {
      return combining_class(a) < combining_class(b);
    });
    begin = end;
  }
}

/// A few characters decompose into whole sentences (U+FDFA into 18 characters), so a comment made
/// of them would grow eighteenfold. Characters with a longer decomposition than this are kept.
constexpr int longest_decomposition = 4;

/// Decomposes, sorts and recomposes. Returns the text unchanged if it is not valid UTF-8.
std::string normalise(std::string_view utf8, int flags) {
  const auto options = static_cast<utf8proc_option_t>(flags);
  std::vector<utf8proc_int32_t> characters;
  characters.reserve(utf8.size() + 1);
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
  for (auto left = static_cast<utf8proc_ssize_t>(utf8.size()); left > 0;) {
    utf8proc_int32_t character = 0;
    const auto length = utf8proc_iterate(bytes, left, &character);
    if (length <= 0) return std::string(utf8);
    bytes += length;
    left -= length;
    utf8proc_int32_t parts[32];
    int boundary = 0;
    const auto count = utf8proc_decompose_char(character, parts, 32, options, &boundary);
    if (count < 0) return std::string(utf8);
    if (count > longest_decomposition) {
      characters.push_back(character);
      continue;
    }
    characters.insert(characters.end(), parts, parts + count);
  }
  order_marks(characters);
  const auto count = static_cast<utf8proc_ssize_t>(characters.size());
  // utf8proc encodes in place and appends a NUL.
  characters.push_back(0);
  const auto size = utf8proc_reencode(characters.data(), count, options);
  if (size < 0) return std::string(utf8);
  return {reinterpret_cast<const char*>(characters.data()), static_cast<std::size_t>(size)};
}

/// Without the lines at the beginning that have nothing but white space.
std::string_view without_blank_lines(std::string_view text) {
  const std::size_t shown = text.find_first_not_of(" \t\n");
  if (shown == std::string_view::npos) return {};
  const std::size_t line_end = text.substr(0, shown).rfind('\n');
  return line_end == std::string_view::npos ? text : text.substr(line_end + 1);
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), is_beyond_ascii);
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    // Most texts are mostly ASCII.
    for (std::uint64_t eight = 0; left >= 8; bytes += 8, left -= 8) {
      std::memcpy(&eight, bytes, 8);
      if ((eight & 0x8080808080808080U) != 0) break;
    }
    if (left == 0) break;
    utf8proc_int32_t character = 0;
    const auto length = utf8proc_iterate(bytes, left, &character);
    if (length <= 0) return false;
    bytes += length;
    left -= length;
  }
  return true;
}

bool is_ignorable(char32_t c) {
  return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->ignorable != 0;
}

bool is_other_punctuation(char32_t c) {
  if (c < 0x80) return false;
  // "Pd" for a dash, "Zs" for a blank.
  const char category = utf8proc_category_string(static_cast<utf8proc_int32_t>(c))[0];
  return category == 'P' || category == 'Z';
}

bool has_visible_character(std::string_view utf8) {
  constexpr char32_t braille_blank = 0x2800;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_character(utf8, at);
    if (c != braille_blank && !is_control(c) && !is_white_space(c) && !is_ignorable(c)) return true;
  }
  return false;
}

std::size_t count_characters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

std::string first_characters(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  for (; at < utf8.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(utf8[at]) & 0xC0U) != 0x80U;
    if (starts && count-- == 0) break;
  }
  return std::string(utf8.substr(0, at));
}

char32_t next_character(std::string_view utf8, std::size_t& at) {
  utf8proc_int32_t character = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data() + at),
                                       static_cast<utf8proc_ssize_t>(utf8.size() - at), &character);
  at += length > 0 ? static_cast<std::size_t>(length) : 1;
  return length > 0 ? static_cast<char32_t>(character) : U'\uFFFD';
}

void append_character(std::string& out, char32_t character) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::string to_nfc(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  return normalise(utf8, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string to_lower(std::string_view utf8) {
  if (is_ascii(utf8)) return ascii_lower(utf8);
  std::string out;
  for (std::size_t at = 0; at < utf8.size();)
    append_character(out, static_cast<char32_t>(utf8proc_tolower(
                              static_cast<utf8proc_int32_t>(next_character(utf8, at)))));
  return to_nfc(out);
}

std::string fold_case(std::string_view utf8) {
  if (is_ascii(utf8)) return ascii_lower(utf8);
  return normalise(utf8, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

std::string fold_marks(std::string_view utf8) {
  if (is_ascii(utf8)) return fold_case(utf8);
  return normalise(utf8, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                             UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
}

std::string clean_line(std::string_view utf8) {
  // Normalises before cleaning, because a non-ASCII character may be equivalent to an ASCII one,
  // and again afterwards, because a removed character may have separated a letter from its mark.
  const std::string text = to_nfc(utf8);
  std::string out;
  bool space_pending = false;
  char32_t joiner_pending = 0;
  bool after_beyond_ascii = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    if (is_white_space(c)) {
      space_pending = !out.empty();
      joiner_pending = 0;
      continue;
    }
    if (is_control(c) || is_noncharacter(c) || is_bidi_override(c) || is_bidi_mark(c) ||
        is_invisible(c))
      continue;
    if (is_joiner(c)) {
      if (after_beyond_ascii && !space_pending && joiner_pending == 0) joiner_pending = c;
      continue;
    }
    if (space_pending)
      out += ' ';
    else if (joiner_pending != 0 && c >= 0x80)
      append_character(out, joiner_pending);
    space_pending = false;
    joiner_pending = 0;
    append_character(out, c);
    after_beyond_ascii = c >= 0x80;
  }
  return to_nfc(out);
}

std::string clean_text(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(utf8, at);
    if (c == '\r') {
      if (at >= utf8.size() || utf8[at] != '\n') out += '\n';
    } else if (c == '\n' || c == '\t' ||
               (!is_control(c) && !is_noncharacter(c) && !is_bidi_override(c))) {
      out.append(utf8, begin, at - begin);
    }
  }
  const std::string_view kept = without_blank_lines(out);
  // There is something else, because otherwise no line is left.
  return to_nfc(kept.substr(0, kept.find_last_not_of(" \t\n") + 1));
}

std::string strip_tags(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    const bool letter = is_ascii_letter(next);
    if (text[at] == '<' && (letter || next == '/' || next == '!' || next == '?')) {
      const std::size_t end = text.find('>', at);
      at = end == std::string_view::npos ? text.size() : end + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

void append_character_data(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
}

}  // namespace afterword
