// Examines the web server by the request that it passed on.
#pragma once

#include <string>

#include "base/finding.h"
#include "config/config.h"
#include "http/request.h"

namespace afterword {

/// Derives findings about the web server from the variables of a request.
Findings examine_request(const Config& config, const Request& request);

/// A finding about the web server.
Finding web_server_finding(Health health, std::string sentence);

}  // namespace afterword
