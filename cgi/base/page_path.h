// Normalises and validates paths of host pages. Does not access the file system: a valid path is
// well-formed, but the page may not exist.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace afterword {

/// A host page: `key` identifies its thread; the other member is the path as submitted, for links.
/// Both are decoded, followed by "?" and an encoded query if the page is selected by one, as in
/// "/?p=42".
struct PagePath {
  std::string key;
  std::string path;
};

/// Accepts a decoded path of at most 1,024 bytes that begins with '/', is valid UTF-8 and contains
/// no control characters (C0, DEL, C1), backslashes, empty segments, "." or ".." segments. "/a",
/// "/a/", "/a.html", "/a/index.html" and the .htm variants share the key "/a", because web servers
/// serve the same file for them; the root's key is "/".
///
/// A query is part of the page ("/?p=42"), except for parameters that never select a page: those
/// of trackers (utm_source, fbclid …) and our own (cpage …). A '?' with nothing behind it, or in a
/// name such as "/why?/", is an ordinary character. Normalisation is idempotent.
std::optional<PagePath> parse_page_path(std::string_view decoded);

/// The page path of an encoded path or address as people and generators write it: decoded once ('%'
/// that starts no escape is kept), without its fragment. Ignores scheme and host.
std::optional<PagePath> page_path_of(const Url& url);

/// An encoded link to a page on the same host: its path, its own query followed by `query`, and an
/// encoded fragment.
std::string page_href(std::string_view path, const UrlQuery& query = {},
                      std::string_view fragment = {});

/// The path of a page without its query.
std::string_view without_query(std::string_view path);

/// The page whose thread WordPress also shows at `path`, and the page of comments.
struct PageEnding {
  std::string_view ending;  // such as "comment-page-2", "amp" or "feed/atom"
  std::string page;
  std::optional<int> comments_page = {};
};

/// Recognises "/hello/comment-page-2/", "/hello/feed/", "/hello/feed/atom/" (or rdf, rss, rss2),
/// "/hello/amp/", "/hello/embed/" and "/hello/trackback/", which belong to "/hello/". All but the
/// first may be names of ordinary pages too; below the root they are.
std::optional<PageEnding> find_page_ending(std::string_view path);

/// Matches the whole `path`: '*' matches any sequence including '/', '?' one UTF-8 character,
/// everything else itself. Takes at most O(pattern × path) steps.
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace afterword
