// Answering without a supervisor, where nobody can send a signal: a process that a web server
// started follows its configuration file by itself.
#pragma once

#include <string>

#include "server/application/service.h"
#include "server/runtime/parameters.h"

namespace afterword {

/// A handler made from a configuration. With many_requests it looks at the file at most once a
/// second; when it was changed, the next request is answered by it, or, where it has mistakes, the
/// log says which and the old one goes on. While there is none that can be used, visitors are told
/// that something must be mended. Sets the limits when there is a configuration at first.
Handler make_reloading_handler(const std::string& config_file, Lifetime lifetime,
                               WorkerLimits& limits);

}  // namespace afterword
