// One response as a plain value; the server layer writes it once.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace afterword {

struct Response {
  int status = 200;
  /// In the order of writing. Names come from our code; values are made safe by append_head.
  std::vector<std::pair<std::string_view, std::string>> headers;
  std::string body;
};

/// Appends the CGI response head (RFC 3875 section 6.3: `Status:`, the fields, an empty line) to
/// `out`. Bytes below 0x20 and 0x7f in a value are replaced by a space, so that no value can start
/// another header. Every response says that its type is meant (X-Content-Type-Options).
/// Content-Length is added from the body unless the status forbids one (304).
void append_head(const Response& response, std::string& out);

/// The reason phrase of RFC 9110 for the statuses this program sends; "Unknown" for any other.
std::string_view reason_phrase(int status);

}  // namespace afterword
