// Identifies a blog and its comments in the files of other systems.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// Normalises a blog's address for comparison to host and path. Removes what can change for the
/// same blog: the scheme and its default port, "www.", the case of the host, trailing slashes. ""
/// if it is not an address.
std::string normal_blog_address(std::string_view address);

}  // namespace afterword
