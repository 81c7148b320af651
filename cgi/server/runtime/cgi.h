// One plain CGI request (RFC 3875): the process is started for it and ends with it.
#pragma once

#include "server/runtime/parameters.h"

namespace afterword {

/// Answers the request in `environment` (a null-terminated list as in environ(7)), with the body on
/// standard input and the answer on standard output. The limits hold as for FastCGI, so the process
/// ends with timed_out_status when it takes too long. Returns the exit code: 0, or 1 when the
/// answer could not be written.
int run_cgi_request(const char* const* environment, const WorkerLimits& limits,
                    const Handler& handle);

}  // namespace afterword
