// Serves one plain CGI request (RFC 3875), for which the process was started.
#pragma once

#include "server/runtime/parameters.h"

namespace afterword {

/// Serves the request in `environment` (a null-terminated list as in environ(7)), with its body on
/// standard input and the response on standard output. The limits are those of FastCGI, so the
/// process exits with timed_out_status if it takes too long. Returns the exit code: 0, or 1 if the
/// response could not be written.
int run_cgi_request(const char* const* environment, const WorkerLimits& limits,
                    const Handler& handle);

}  // namespace afterword
