// Security headers of documents: framing, scripts, and the Referer.
#pragma once

#include "config/site.h"
#include "handler/routes.h"
#include "http/response.h"

namespace afterword {

/// Adds the headers to a document and to a 304 about one, because browsers update stored headers
/// from it. Other responses are unchanged.
void add_security_headers(const Site& site, Documents documents, Response& response);

}  // namespace afterword
