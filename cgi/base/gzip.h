// gzip (RFC 1952): texts embedded in the program, and responses kept for clients that accept it.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// `level` is zlib's: 1 is fastest, 9 smallest. The result depends on nothing but `text` and
/// `level`: it contains no time. "" if there is no memory.
std::string gzipped(std::string_view text, int level);

/// The text that was compressed; "" if `bytes` are damaged. For bytes from the program itself: the
/// length of the text is not limited.
std::string gunzipped(std::string_view bytes);

}  // namespace afterword
