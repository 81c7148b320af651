// Finds the path to route by from the CGI variables, which differ between web servers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"

namespace afterword {

/// The decoded path below `mount`, beginning with '/' ("/thread/blog/x/"); "/" for the mount
/// itself; nullopt if the request is not below it. `mount` is "/comments", a script's path
/// ("/cgi-bin/comments.cgi") or "" for the root; a trailing '/' is ignored.
///
/// Web servers set different variables, so the first of these that is below the mount is used:
///   0. PATH_INFO, if SCRIPT_NAME is a .fcgi or .cgi file directly in the mount's folder
///   1. SCRIPT_NAME + PATH_INFO
///   2. DOCUMENT_URI
///   3. the percent-decoded path of REQUEST_URI
///   4. PATH_INFO alone, if not empty: the script is outside the mount
///
/// For an SSI include Apache's SCRIPT_NAME already contains PATH_INFO, which is then counted once.
/// In an nginx SSI subrequest REQUEST_URI belongs to the outer page and the first two to the
/// subrequest; hence this order. A candidate whose last segment is wp-comments-post.php is routed
/// as "/wp-comments-post.php" regardless of its location, for WordPress's form.
std::optional<std::string> route_path(const Request& request, std::string_view mount);

/// Whether the request line (REQUEST_URI) names `route` below `mount`. Not so in a subrequest and
/// after a rewrite from elsewhere.
bool is_target(const Request& request, std::string_view route, std::string_view mount);

}  // namespace afterword
