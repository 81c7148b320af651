#include "base/id.h"

#include <charconv>

namespace afterword {

std::optional<std::int64_t> parse_positive(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end || number < 1) return std::nullopt;
  return number;
}

}  // namespace afterword
