#include "transfer/source_number.h"

#include <charconv>

#include "base/ascii.h"

namespace afterword {

std::int64_t source_number(std::string_view text) {
  text = trim(text);
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec == std::errc{} && parsed.ptr == end) return number;
  if (text.empty()) return 0;
  // FNV-1a, which is the same in every installation, because exports contain it. Collisions are
  // resolved by the comments' content.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return -static_cast<std::int64_t>((hash >> 2) | (std::uint64_t{1} << 61));
}

}  // namespace afterword
