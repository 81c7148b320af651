// Which pages may have a thread, and how threads are divided into pages of comments.
#pragma once

#include <string>
#include <string_view>

#include "base/page_path.h"
#include "config/site.h"
#include "store/comment/comment_store.h"

namespace afterword {

/// Whether `pages.allow` matches the page and, with pages.verify, the page is a file below the
/// document root: the path itself, with ".html" or ".htm", or with an index file in it.
bool is_known_page(const Site& site, const PagePath& page);

/// Whether a pattern of `pages.allow` matches the page, as a path on the host or below site.url.
bool is_matched(const Site& site, std::string_view pattern, const PagePath& page);

/// Whether the page is a file below the document root, which may be that of the host or that of the
/// site's own folder.
bool is_on_disk(const Site& site, const PagePath& page);

/// A page's title as a host page sends it: on one line, of limited length; "" if it is not UTF-8.
std::string page_title(std::string_view sent);

/// The site's paging of threads, without a requested page or comment.
PageRequest paging_of(const Site& site);

}  // namespace afterword
