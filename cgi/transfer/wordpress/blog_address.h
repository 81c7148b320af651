// Identifies a blog and its comments in the files of other systems.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

/// Normalises a blog's address for comparison to host and path. Removes what can change for the
/// same blog: the scheme and its default port, "www.", the case of the host, trailing slashes. ""
/// if it is not an address.
std::string normal_blog_address(std::string_view address);

/// Parses the number of a comment or a post. A text that is not a 64-bit number maps to a distinct
/// negative number; an empty text and 0 map to 0.
std::int64_t source_number(std::string_view text);

}  // namespace afterword
