// Which pages may have a thread, and how a thread is cut into pages of comments.
#pragma once

#include "base/page_path.h"
#include "config/site.h"
#include "store/comment/comment_store.h"

namespace afterword {

/// Whether `pages.allow` names the page and, where the site asks for it, the page is a file below
/// the document root: the path itself, or with ".html" or ".htm", or an index of those in it.
bool is_known_page(const Site& site, const PagePath& page);

/// The site's way of cutting threads, with no page or comment asked for.
PageRequest paging_of(const Site& site);

}  // namespace afterword
