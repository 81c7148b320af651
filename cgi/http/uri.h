// Paths, queries and origins: percent-encoding both ways, which route a request is for, and which
// host page a route names. Nothing here touches a file: a page path that passes is well-formed, not
// existing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"

namespace afterword {

/// Decodes %XX strictly: a '%' without two hexadecimal digits after it is nullopt. For paths. The
/// result may hold any byte, NUL included. `plus_is_space` also turns '+' into a space.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// Decodes as browsers' forms are decoded (WHATWG URL, application/x-www-form-urlencoded): '+' is a
/// space and a '%' that starts no escape stays as it is. Never fails.
std::string decode_form_text(std::string_view text);

/// For a path in an href: keeps RFC 3986 unreserved characters, sub-delims, ':', '@' and '/';
/// every other byte becomes %XX. Encodes '%' too, so the input is a decoded path.
std::string encode_path(std::string_view path);

/// For one name or value in a query: keeps unreserved characters only.
std::string encode_query_value(std::string_view value);

/// The first value of `name` in a query ("a=1&b=2", without '?'), decoded as form text; nullopt
/// when the name is absent, empty when it has no value.
std::optional<std::string> query_value(std::string_view query, std::string_view name);

/// Every value of `name`, in order.
std::vector<std::string> query_values(std::string_view query, std::string_view name);

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

/// A host page: the one key its thread is kept under, and the path as it was written, for links.
struct PagePath {
  std::string key;
  std::string path;
};

/// Accepts a decoded path of at most 1,024 bytes that begins with '/', is valid UTF-8 and has no
/// control characters (C0, DEL, C1), backslashes, empty segments, "." or ".." segments.
/// "/a", "/a/", "/a.html", "/a/index.html" and the same with .htm have the key "/a", since web
/// servers show one file for them; the root's key is "/".
/// The key of a key is itself.
std::optional<PagePath> parse_page_path(std::string_view decoded);

/// "https://example.org:8443" of an absolute http or https URL, in lower case, without a default
/// port, as browsers write Origin. Empty for anything else: other schemes, user information, a host
/// with characters outside [a-z0-9._-] and bracketed IPv6, a bad port.
std::string origin_of(std::string_view url);

/// Whether all of `path` matches: '*' is any run of characters, '/' included, '?' one UTF-8
/// character, all else itself. At most pattern times path steps, whatever the pattern.
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace afterword
