// Links in text: which targets are allowed, and where a bare address begins and ends.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// The href of a typed link target: http, https, mailto, a path on the site itself ("/a/"), or
/// a comment on the same page ("#comment-7"); "www.example.org" and "example.org/x" get "http://".
/// nullopt for every other scheme, for URLs that browsers cannot open (parse_url), and for
/// characters that are not allowed in URLs.
std::optional<std::string> safe_href(std::string_view typed);

/// Like safe_href, for the source of a quotation: http and https only.
std::optional<std::string> safe_source(std::string_view typed);

struct BareLink {
  std::size_t begin;
  std::size_t end;
  std::string href;
};

/// The next bare address (http://, https:// or www.) at or after `from`. Excludes trailing
/// punctuation, and a closing bracket unless its opening bracket is part of the address.
std::optional<BareLink> find_bare_link(std::string_view text, std::size_t from);

}  // namespace afterword
