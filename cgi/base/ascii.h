// Locale-independent ASCII classification and splitting, for the grammars of HTTP, URLs and our own
// formats. Bytes of a multi-byte UTF-8 sequence belong to no class and have no case.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

// These take code points, so they accept bytes and decoded characters alike. A byte above 0x7F
// belongs to no class, whether `char` is signed or not.
constexpr bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
constexpr bool is_ascii_lower(char32_t c) { return c >= U'a' && c <= U'z'; }
constexpr bool is_ascii_upper(char32_t c) { return c >= U'A' && c <= U'Z'; }
constexpr bool is_ascii_letter(char32_t c) { return is_ascii_lower(c) || is_ascii_upper(c); }
constexpr bool is_ascii_alphanumeric(char32_t c) { return is_ascii_letter(c) || is_ascii_digit(c); }
/// Space, tab, LF, VT, FF and CR.
constexpr bool is_ascii_space(char32_t c) { return c == U' ' || (c >= U'\t' && c <= U'\r'); }
constexpr bool is_ascii_control(char c) { return (c >= '\0' && c < ' ') || c == '\x7f'; }
/// True for a byte of a multi-byte UTF-8 sequence.
constexpr bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ascii_lower(c);
  return lower;
}

constexpr bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

constexpr bool starts_ignoring_case(std::string_view text, std::string_view prefix) {
  return same_ignoring_case(text.substr(0, prefix.size()), prefix);
}

/// Removes ASCII white space from both ends.
constexpr std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Removes spaces and tabs from both ends: the optional white space of HTTP header fields (RFC 9110
/// section 5.6.3).
constexpr std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Removes the part before the next `separator`, or everything if there is none, from the front of
/// `rest` and returns it; the separator is removed too: `while (!rest.empty()) use(take_part(rest,
/// ','));`. A trailing separator adds no empty part.
constexpr std::string_view take_part(std::string_view& rest, char separator) {
  const std::string_view part = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return part;
}

/// Splits at spaces. No returned word is empty.
inline std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty())
    if (const std::string_view word = take_part(text, ' '); !word.empty()) words.push_back(word);
  return words;
}

}  // namespace afterword
