#include "base/punycode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

// The parameters of RFC 3492 section 5.
constexpr std::uint32_t base = 36;
constexpr std::uint32_t t_min = 1;
constexpr std::uint32_t t_max = 26;
constexpr std::uint32_t skew = 38;
constexpr std::uint32_t damp = 700;
constexpr std::uint32_t initial_bias = 72;
constexpr std::uint32_t initial_n = 128;

constexpr std::size_t longest_label = 63;

char digit(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

/// Section 6.1.
std::uint32_t adapt(std::uint32_t delta, std::uint32_t points, bool first) {
  delta = first ? delta / damp : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > ((base - t_min) * t_max) / 2; k += base) delta /= base - t_min;
  return k + (base - t_min + 1) * delta / (delta + skew);
}

/// Section 6.3. A label has at most 63 characters, so nothing can overflow.
std::string encode(const std::u32string& label) {
  std::string out;
  for (const char32_t c : label)
    if (c < 0x80) out += static_cast<char>(c);
  const auto basic = static_cast<std::uint32_t>(out.size());
  if (basic > 0) out += '-';
  std::uint32_t n = initial_n;
  std::uint32_t delta = 0;
  std::uint32_t bias = initial_bias;
  for (std::uint32_t handled = basic; handled < label.size();) {
    std::uint32_t next = 0x110000;
    for (const char32_t c : label)
      if (c >= n) next = std::min(next, static_cast<std::uint32_t>(c));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      std::uint32_t q = delta;
      for (std::uint32_t k = base;; k += base) {
        const std::uint32_t t = k <= bias ? t_min : k >= bias + t_max ? t_max : k - bias;
        if (q < t) break;
        out += digit(t + (q - t) % (base - t));
        q = (q - t) / (base - t);
      }
      out += digit(q);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

bool is_label_character(char32_t c) {
  if (c < 0x80) return is_ascii_alphanumeric(static_cast<char>(c)) || c == '-';
  // "Lu" cannot be in lower case; "Me" are enclosing marks.
  const std::string_view category = utf8proc_category_string(static_cast<utf8proc_int32_t>(c));
  return category != "Me" && category != "Lu" && category != "Lt" &&
         (category[0] == 'L' || category[0] == 'M' || category == "Nd") && !is_ignorable(c);
}

}  // namespace

std::optional<std::string> to_ascii_label(std::string_view label) {
  const std::string lower = to_lower(label);
  std::u32string characters;
  for (std::size_t at = 0; at < lower.size();) {
    characters += next_character(lower, at);
    if (!is_label_character(characters.back()) || characters.size() > longest_label)
      return std::nullopt;
  }
  if (std::none_of(lower.begin(), lower.end(), is_beyond_ascii)) return lower;
  std::string encoded = "xn--" + encode(characters);
  if (encoded.size() > longest_label) return std::nullopt;
  return encoded;
}

std::string to_ascii_host(std::string_view host) {
  std::string out;
  while (!host.empty()) {
    const std::string_view label = take_part(host, '.');
    out += to_ascii_label(label).value_or(std::string(label));
    if (!host.empty()) out += '.';
  }
  return out;
}

}  // namespace afterword
