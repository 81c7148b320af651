// A response as a plain value; the server layer writes it once.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace afterword {

struct Response {
  int status = 200;
  /// In output order. Names come from our code; append_head sanitises the values.
  std::vector<std::pair<std::string_view, std::string>> headers;
  std::string body;
};

/// Appends the CGI response header (RFC 3875 section 6.3: `Status:`, the fields, an empty line) to
/// `out`. Control characters (below 0x20 and 0x7f) in values become spaces, which prevents header
/// injection. Adds X-Content-Type-Options: nosniff always, and Content-Length unless the status
/// forbids it (304).
void append_head(const Response& response, std::string& out);

/// The reason phrase (RFC 9110) of a status that this program sends; "Unknown" for others.
std::string_view reason_phrase(int status);

}  // namespace afterword
