// Checks the HTML of comments independently of the code that writes it.
#pragma once

#include <string>
#include <string_view>

namespace afterword::fuzz {

/// Why `html` is not balanced, has an element, attribute or kind of address that comments must not
/// have, or is not valid UTF-8; "" if it is right.
std::string markup_error(std::string_view html);

}  // namespace afterword::fuzz
