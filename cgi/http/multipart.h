// multipart/form-data (RFC 7578) as browsers write it: one level, no transfer encodings, no
// preamble. Other MIME features are not supported.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/form.h"

namespace afterword {

/// A parameter of a header value: header_parameter("form-data; name=\"a b\"", "name") is "a b".
/// Names are case-insensitive; \" and \\ in quoted values are unescaped; the first match wins.
std::optional<std::string> header_parameter(std::string_view header, std::string_view name);

/// Splits `body` at `boundary`, which must have 1 to 70 bytes. Parts with a filename are dropped
/// but count towards `max_fields`. Does not validate the text.
Result<std::vector<FormField>, FormError> parse_multipart(std::string_view body,
                                                          std::string_view boundary,
                                                          std::size_t max_fields);

}  // namespace afterword
