// The path of a host page, as people, web servers and links write it. Nothing here touches a file:
// a path that passes is well-formed, not existing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace afterword {

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

/// The page that a link leads to, whatever its query.
std::optional<PagePath> page_path_of(const Url& url);

/// Whether all of `path` matches: '*' is any run of characters, '/' included, '?' one UTF-8
/// character, all else itself. At most pattern times path steps, whatever the pattern.
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace afterword
