// The redirect after posting. It always leads to a path on the site itself (no open redirect).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/page_path.h"
#include "base/url.h"
#include "config/site.h"
#include "domain/comment/comment.h"

namespace afterword {

/// An encoded path on the site, and its query.
struct LocalTarget {
  std::string path;
  UrlQuery query = {};
  std::string origin = {};  // of the page, if this program has another one
};

/// The target of `redirect_to`, without its fragment, if it is on this site: a path that begins
/// with exactly one slash, or a URL with the site's origin. nullopt for everything else, such as
/// "//elsewhere", "/\elsewhere", spaces, control characters, another origin, or more than 2,000
/// bytes.
std::optional<LocalTarget> local_target(const Site& site, std::string_view redirect_to);

/// The address of a page of this site.
LocalTarget target_of_page(const Site& site, const PagePath& page);

/// The address of a comment after posting: `target` without parameters that we add ourselves, then
/// those of `place`, then "#comment-N".
std::string comment_location(LocalTarget target, const UrlQuery& place, CommentId comment);

}  // namespace afterword
