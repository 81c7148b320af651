// Whether a form was sent from the site's own pages.
#pragma once

#include <string_view>

#include "config/site.h"
#include "http/request.h"

namespace afterword {

/// False when the browser says that the form was on another site, by Origin, else by Referer. An
/// opaque origin ("null") is another site too, unless Sec-Fetch-Site says "same-origin": a page
/// whose Referrer-Policy is no-referrer hides its own origin like that (Fetch, "append a request
/// `Origin` header"). Neither header: true, since some browsers and
/// proxies send none and a comment has no session to abuse. With a site.url (or site.origins) the
/// origin must be one of those; without, its host must be the one that was asked.
bool is_from_site(const Site& site, const Request& request);

/// The same, and the browser does not say that it was another site that sent it, be it one that the
/// site names.
bool is_from_own_page(const Site& site, const Request& request);

/// Whether an Origin header, byte for byte, is one that the site names (site.url, site.origins).
bool is_named_origin(const Site& site, std::string_view origin);

}  // namespace afterword
