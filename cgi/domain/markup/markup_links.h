// Addresses in text: which may be linked, and where a bare one begins and ends.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// The href of a link that somebody wrote: http, https, mailto, or a path on the site itself
/// ("/a/"); "www.example.org" and "example.org/x" get "http://". nullopt for every other scheme,
/// for what browsers cannot open (parse_url), and for a character that no URL has.
std::optional<std::string> safe_href(std::string_view typed);

/// The same for the source of a quotation: http and https only.
std::optional<std::string> safe_source(std::string_view typed);

struct BareLink {
  std::size_t begin;
  std::size_t end;
  std::string href;
};

/// The next bare address (http://, https:// or www.) in a text at or after `from`. Punctuation at
/// its end stays outside, and a closing bracket does unless its opening one is within.
std::optional<BareLink> find_bare_link(std::string_view text, std::size_t from);

}  // namespace afterword
