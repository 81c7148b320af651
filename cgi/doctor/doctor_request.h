// What the doctor learns from one request about the web server that passed it on.
#pragma once

#include <string>

#include "base/finding.h"
#include "config/config.h"
#include "http/request.h"

namespace afterword {

/// What a request tells of the web server that handed it over.
Findings examine_request(const Config& config, const Request& request);

/// A finding about the web server.
Finding web_server_finding(Health health, std::string sentence);

}  // namespace afterword
