// Examines the site from outside by requests to its web server.
#pragma once

#include "base/finding.h"
#include "base/secret.h"
#include "base/time.h"
#include "config/config.h"

namespace afterword {

/// Requests GET /health and posts a form that is refused, and interprets the responses. Stores
/// nothing. `key` is the installation's key.
Findings examine_from_outside(const Config& config, const SecretKey& key, Instant now);

}  // namespace afterword
