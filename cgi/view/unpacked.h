// Long texts are embedded with gzip.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// The text that the build packed; "" if it is damaged.
std::string unpacked(std::string_view packed);

}  // namespace afterword
