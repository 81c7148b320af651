// What `afterword check` can see from outside: the site's own web server, asked as a visitor would.
#pragma once

#include "base/finding.h"
#include "base/secret.h"
#include "base/time.h"
#include "config/config.h"

namespace afterword {

/// Asks the web server at site.url for GET /health and for a form that is refused, and says what
/// the answers mean. Stores nothing. `key` is the installation's.
Findings examine_from_outside(const Config& config, const SecretKey& key, Instant now);

}  // namespace afterword
