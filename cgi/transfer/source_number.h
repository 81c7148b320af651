// The numbers by which imports recognise comments and posts.
#pragma once

#include <cstdint>
#include <string_view>

namespace afterword {

/// Parses the number of a comment or a post. A text that is not a 64-bit number maps to a distinct
/// negative number; an empty text and 0 map to 0.
std::int64_t source_number(std::string_view text);

}  // namespace afterword
