// Which route a request is for, whichever variables the web server fills.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"

namespace afterword {

/// The decoded path below `mount`, beginning with '/' ("/thread/blog/x/"); "/" for the mount
/// itself; nullopt when the request is not under it. `mount` is "/comments", a script's path
/// ("/cgi-bin/comments.cgi") or "" for the root; a trailing '/' is ignored.
///
/// Web servers fill different variables, so the first of these that lies under the mount counts:
///   0. PATH_INFO, when SCRIPT_NAME is a .fcgi or .cgi file in the mount's own folder
///   1. SCRIPT_NAME + PATH_INFO
///   2. DOCUMENT_URI
///   3. the path of REQUEST_URI, percent-decoded
///   4. PATH_INFO alone, when it is not empty: the script lives outside the mount
/// Apache's SCRIPT_NAME for an SSI include has PATH_INFO in it already; it counts once.
/// In an nginx SSI subrequest REQUEST_URI is the outer page's while the first two are the
/// subrequest's: hence the order. A candidate whose last segment is wp-comments-post.php is
/// "/wp-comments-post.php" wherever it lies, for WordPress's form.
std::optional<std::string> route_path(const Request& request, std::string_view mount);

}  // namespace afterword
