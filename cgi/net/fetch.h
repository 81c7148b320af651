// Asks a web server, for the doctor alone: the address is the site's own, from the configuration,
// never one that a visitor gave. Redirects are not followed.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace afterword {

struct WebAnswer {
  int status = 0;
  std::string location;  // where a redirect leads
  std::string body;      // the first 64 KiB
};

/// GET, or POST of a form when `form` is given; asks for JSON. Waits five seconds at most. The
/// error is a clause: "Couldn't connect to server".
Result<WebAnswer, std::string> fetch(const std::string& url,
                                     const std::optional<std::string>& form = std::nullopt);

}  // namespace afterword
