// Makes HTTP requests for the doctor. Only for the site's own address from the configuration, never
// for an address that a visitor supplied. Redirects are not followed.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace afterword {

struct FetchedResponse {
  int status = 0;
  std::string location;  // the target of a redirect
  std::string body;      // at most the first 64 KiB
};

/// Sends a GET, or a POST if `form` is given, and accepts JSON. Times out after five seconds. The
/// error is a clause: "Couldn't connect to server".
Result<FetchedResponse, std::string> fetch(const std::string& url,
                                           const std::optional<std::string>& form = std::nullopt);

}  // namespace afterword
