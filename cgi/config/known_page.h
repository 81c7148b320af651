// Which pages may have a thread.
#pragma once

#include <string_view>

#include "base/page_path.h"
#include "config/site.h"

namespace afterword {

/// Whether `pages.allow` matches the page and, with pages.verify, the page is a file below the
/// document root: the path itself, with ".html" or ".htm", or with an index file in it.
bool is_known_page(const Site& site, const PagePath& page);

/// Whether a pattern of `pages.allow` matches the page, as a path on the host or below site.url.
bool is_matched(const Site& site, std::string_view pattern, const PagePath& page);

/// Whether the page is a file below the document root, which may be that of the host or that of the
/// site's own folder.
bool is_on_disk(const Site& site, const PagePath& page);

}  // namespace afterword
