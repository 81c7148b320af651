// Reloads the configuration without a supervisor: a process that a web server started cannot
// receive SIGHUP, so it watches its configuration file.
#pragma once

#include <string>

#include "server/application/service.h"
#include "server/runtime/parameters.h"

namespace afterword {

/// Makes a handler from a configuration. With many_requests it checks the file at most once a
/// second. A changed configuration applies from the next request; if it has errors, they are logged
/// and the previous one stays in use. Without a valid configuration, visitors get a response that
/// says so. Sets `limits` if the configuration is valid at start.
Handler make_reloading_handler(const std::string& config_file, Lifetime lifetime,
                               WorkerLimits& limits);

}  // namespace afterword
