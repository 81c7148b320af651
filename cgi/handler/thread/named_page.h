// Determines the page that a request names: the only entrance of page paths into the handlers.
#pragma once

#include <optional>
#include <string_view>

#include "base/page_path.h"
#include "base/result.h"
#include "config/site.h"
#include "domain/errors.h"
#include "http/request.h"
#include "store/comment/comment_store.h"

namespace afterword {

struct NamedPage {
  PagePath page;
  std::optional<int> comments_page = {};    // from WordPress's "/comment-page-2/"
  std::optional<PagePath> with_query = {};  // before its query was dropped
};

/// The page of an already decoded path, such as the rest of a route. A path that WordPress uses for
/// another view of a page ("/hello/comment-page-2/", "/hello/feed/") names that page, unless it is
/// a page of this site itself: a file below the document root, or listed in pages.allow with its
/// last segment. Where pages are files (pages.verify), a query that names no file is dropped,
/// except for WordPress's number of a post. nullopt if the path is not well-formed.
std::optional<NamedPage> page_at(const Site& site, std::string_view decoded);

/// The page of a text as people and generators write it: an encoded or plain path, or a complete
/// address on one of the site's own hosts (site.url, site.origins; without them the host of the
/// request), with http or https, with or without "www.". Refusals: unknown_page, foreign_page.
Result<NamedPage, Refusal> page_named(const Site& site, const Request& request,
                                      std::string_view text);

/// The page that a named page is now: a former name leads to the page of its comments. `unseen` is
/// `hidden` for what readers are shown.
Result<PagePath, StoreError> current_page(CommentStore& comments, const NamedPage& named,
                                          Unseen unseen);

}  // namespace afterword
