// What identifies a blog and its comments in the files of other systems.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

/// An address of a blog as it is compared: host and path, without what may change while it is the
/// same blog: the scheme and its usual port, "www.", the case of the host, slashes at the end.
/// "" for what is no address.
std::string normal_blog_address(std::string_view address);

/// The number of a comment or a post, as a file writes it. What is no number of 64 bits becomes a
/// negative one of its own; nothing, and 0, is 0.
std::int64_t source_number(std::string_view text);

}  // namespace afterword
