#include "domain/comment/shown_part.h"

#include <algorithm>
#include <array>

namespace afterword {
namespace {

constexpr std::size_t largest_size = 6;

/// Bytes of a character as HTML in running text; an upper bound where it varies.
constexpr std::size_t shown_size(char c) {
  switch (c) {
    case '&':
    case '\n':
      return 5;
    case '<':
    case '>':
      return 4;
    case '"':
      return largest_size;
    case '\'':
      return 3;
    default:
      return 1;
  }
}

constexpr auto sizes = [] {
  std::array<unsigned char, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c)
    table[c] = static_cast<unsigned char>(shown_size(static_cast<char>(c)));
  return table;
}();

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::size_t shown_bytes(std::string_view text) {
  std::size_t bytes = 0;
  for (const char c : text) bytes += sizes[static_cast<unsigned char>(c)];
  return bytes;
}

std::string_view shown_part(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes / largest_size) return text;
  std::size_t end = 0;
  while (end < text.size() && shown_size(text[end]) <= bytes) bytes -= shown_size(text[end++]);
  if (end == text.size()) return text;
  for (const char separator : {'\n', ' '}) {
    const std::size_t found = text.rfind(separator, end);
    if (found != std::string_view::npos && found > end / 2) return text.substr(0, found);
  }
  while (end > 0 && continues_character(text[end])) --end;
  return text.substr(0, end);
}

std::size_t fair_share(std::vector<std::size_t> sizes, std::size_t total, std::size_t least) {
  std::sort(sizes.begin(), sizes.end());
  std::size_t share = total;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    share = total / (sizes.size() - i);
    if (sizes[i] > share) break;
    total -= sizes[i];
    share = static_cast<std::size_t>(-1);
  }
  return std::max(share, least);
}

}  // namespace afterword
