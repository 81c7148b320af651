// Whether a form was sent from the site's own pages (CSRF protection).
#pragma once

#include <string_view>

#include "config/site.h"
#include "http/request.h"

namespace afterword {

/// False if the browser reports another site in Origin, or in Referer if there is no Origin. An
/// opaque origin ("null") counts as another site unless Sec-Fetch-Site is "same-origin": a page
/// with the Referrer-Policy no-referrer hides its own origin like that (Fetch, "append a request
/// `Origin` header"). True if both headers are missing, because some browsers and proxies send
/// neither and a comment form has no session to abuse. If site.url or site.origins is set, the
/// origin must be one of those; otherwise its host must be the requested host.
bool is_from_site(const Site& site, const Request& request);

/// Like is_from_site, but also false if the browser reports a cross-site request, even from an
/// origin that the site names.
bool is_from_own_page(const Site& site, const Request& request);

/// Whether an Origin header equals an origin that the site names (site.url, site.origins), byte for
/// byte.
bool is_named_origin(const Site& site, std::string_view origin);

}  // namespace afterword
