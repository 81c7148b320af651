// multipart/form-data (RFC 7578) as browsers write it, and no more of MIME than that: one level,
// no transfer encodings, no preamble.
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
/// Names compare without case, a quoted value has its \" and \\ undone; the first one wins.
std::optional<std::string> header_parameter(std::string_view header, std::string_view name);

/// Splits `body` at `boundary` (1 to 70 bytes, else malformed). Parts with a filename are dropped
/// but count towards `max_fields`. Text is not checked here.
Result<std::vector<FormField>, FormError> parse_multipart(std::string_view body,
                                                          std::string_view boundary,
                                                          std::size_t max_fields);

}  // namespace afterword
