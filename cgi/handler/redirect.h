// Where a visitor goes after posting: always a path on the site itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"
#include "config/site.h"
#include "domain/comment/comment.h"

namespace afterword {

/// A path on the site, encoded, and its query.
struct LocalTarget {
  std::string path;
  UrlQuery query = {};
};

/// Where `redirect_to` leads, without fragment, when that is a place on this site: a path that
/// begins with one slash, or an address whose origin is the site's. nullopt for everything else,
/// such as "//elsewhere", "/\elsewhere", spaces, control characters, another origin, or more than
/// 2,000 bytes.
std::optional<LocalTarget> local_target(const Site& site, std::string_view redirect_to);

/// The address of a comment after posting: `target` without the parameters that we add ourselves,
/// then those of `place`, then "#comment-N".
std::string comment_location(LocalTarget target, const UrlQuery& place, CommentId comment);

}  // namespace afterword
