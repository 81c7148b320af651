// Normalises and validates paths of host pages. Does not access the file system: a valid path is
// well-formed, but the page may not exist.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace afterword {

/// A host page: `key` identifies its thread; the other member is the path as submitted, for links.
struct PagePath {
  std::string key;
  std::string path;
};

/// Accepts a decoded path of at most 1,024 bytes that begins with '/', is valid UTF-8 and contains
/// no control characters (C0, DEL, C1), backslashes, empty segments, "." or ".." segments. "/a",
/// "/a/", "/a.html", "/a/index.html" and the .htm variants share the key "/a", because web servers
/// serve the same file for them; the root's key is "/". Normalisation is idempotent.
std::optional<PagePath> parse_page_path(std::string_view decoded);

/// The page path of a URL, ignoring its query.
std::optional<PagePath> page_path_of(const Url& url);

/// Matches the whole `path`: '*' matches any sequence including '/', '?' one UTF-8 character,
/// everything else itself. Takes at most O(pattern × path) steps.
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace afterword
