// Which pages may have a thread.
#pragma once

#include "handler/site.h"
#include "http/uri.h"

namespace afterword {

/// Whether `pages.allow` names the page and, where the site asks for it, the page is a file below
/// the document root: the path itself, or with ".html" or ".htm", or an index of those in it.
bool is_known_page(const Site& site, const PagePath& page);

}  // namespace afterword
