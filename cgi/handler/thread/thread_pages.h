// The title of a thread, and how it is divided into pages of comments.
#pragma once

#include <string>
#include <string_view>

#include "config/site.h"
#include "store/comment/comment_store.h"

namespace afterword {

/// A page's title as a host page sends it: on one line, of limited length; "" if it is not UTF-8.
std::string page_title(std::string_view sent);

/// The site's paging of threads, without a requested page or comment.
PageRequest paging_of(const Site& site);

}  // namespace afterword
