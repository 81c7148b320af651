// What documents tell browsers about frames, scripts and where their address goes.
#pragma once

#include "config/site.h"
#include "handler/routes.h"
#include "http/response.h"

namespace afterword {

/// Adds them to a document and, since browsers keep what they say, to a 304 about one. Anything
/// else stays as it is.
void add_security_headers(const Site& site, Documents documents, Response& response);

}  // namespace afterword
