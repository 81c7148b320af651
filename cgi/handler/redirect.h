// Where a visitor goes after posting: always a path on the site itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "comment/comment.h"
#include "handler/site.h"
#include "http/uri.h"

namespace afterword {

/// The path and query of `redirect_to` when it is a place on this site: a path that begins with one
/// slash, or an address whose origin is the site's. nullopt for everything else, such as
/// "//elsewhere", "/\elsewhere", control characters, another origin, or more than 2,000 bytes.
std::optional<std::string> local_target(const Site& site, std::string_view redirect_to);

/// The address of a comment after posting: `target` without fragment and without the queries that
/// we add ourselves, then `query` ("cpage=2", may be empty), then "#comment-N".
std::string comment_location(std::string_view target, std::string_view query, CommentId comment);

}  // namespace afterword
