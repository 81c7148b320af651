// Decodes the character references of HTML by the table of names that cmark has.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// "Tom &amp; Zo&euml;" is "Tom & Zoë". References without a semicolon and unknown names stay as
/// they are. `html` must be valid UTF-8, and so is the result.
std::string decode_html_references(std::string_view html);

}  // namespace afterword
