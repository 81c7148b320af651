#include "base/page_path.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

constexpr std::size_t max_page_path_bytes = 1'024;

// What WordPress appends to the address of a page. A format follows "feed".
constexpr std::array<std::string_view, 4> other_endings{"feed", "amp", "embed", "trackback"};
constexpr std::array<std::string_view, 4> feed_formats{"atom", "rdf", "rss", "rss2"};

bool contains(const std::array<std::string_view, 4>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The number of "comment-page-2". WordPress accepts any digits: 0 is the first page, and a number
/// that does not fit in an int is the greatest.
std::optional<int> comments_page_of(std::string_view part) {
  constexpr std::string_view prefix = "comment-page-";
  if (!part.starts_with(prefix) || part.size() == prefix.size()) return std::nullopt;
  part.remove_prefix(prefix.size());
  if (part.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  int number = std::numeric_limits<int>::max();
  std::from_chars(part.data(), part.data() + part.size(), number);
  return std::max(number, 1);
}

/// True if valid UTF-8 contains a C1 control: U+0080 to U+009F are encoded as C2 80 to C2 9F.
bool has_c1_control(std::string_view utf8) {
  for (std::size_t i = 0; i + 1 < utf8.size(); ++i)
    if (utf8[i] == '\xc2' && static_cast<unsigned char>(utf8[i + 1]) < 0xa0) return true;
  return false;
}

/// True if every character is allowed in a page path. ASCII-only paths, the common case, are
/// checked in a single pass.
bool has_page_characters(std::string_view path) {
  bool ascii = true;
  for (const char c : path) {
    if (is_ascii_control(c) || c == '\\') return false;
    ascii = ascii && !is_beyond_ascii(c);
  }
  return ascii || (is_valid_utf8(path) && !has_c1_control(path));
}

bool has_bad_segment(std::string_view path) {
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    const auto segment = path.substr(0, slash);
    // Without the '/' behind it, "/.?p/" would be a query of "/.".
    const auto name = segment.substr(0, segment.find('?'));
    if (name == "." || name == "..") return true;
    if (slash == std::string_view::npos) return false;
    if (segment.empty()) return true;
    path.remove_prefix(slash + 1);
  }
}

std::string page_key(std::string_view path) {
  // Repeats until nothing changes, so that normalising a key returns the same key, even for
  // "/a/index.html/".
  for (bool again = true; again && path.size() > 1;) {
    again = false;
    for (const std::string_view name : {"/index.html", "/index.htm", "/", ".html", ".htm"}) {
      // A file whose whole name is the extension ("/.html") keeps it.
      const bool is_name = path.size() > name.size() && path[path.size() - name.size() - 1] == '/';
      if (!path.ends_with(name) || (name.front() == '.' && is_name)) continue;
      path.remove_suffix(name.size());
      again = true;
      break;
    }
  }
  return path.empty() ? "/" : std::string{path};
}

/// Parameters that mail programs, advertisers and social networks append to every address.
constexpr std::array<std::string_view, 18> trackers{
    "fbclid", "gclid",     "dclid",  "gbraid", "wbraid", "msclkid", "yclid",   "twclid",  "ttclid",
    "igshid", "li_fat_id", "mc_cid", "mc_eid", "_hsenc", "_hsmi",   "mkt_tok", "ref_src", "_ga"};
constexpr std::array<std::string_view, 3> tracker_prefixes{"utm_", "mtm_", "pk_"};

/// Whether a query parameter says nothing about which page is meant.
bool is_irrelevant(std::string_view name) {
  const auto is_name = [&](std::string_view each) { return name == each; };
  const auto begins = [&](std::string_view prefix) { return name.starts_with(prefix); };
  return name.empty() || std::any_of(trackers.begin(), trackers.end(), is_name) ||
         std::any_of(tracker_prefixes.begin(), tracker_prefixes.end(), begins) ||
         std::any_of(own_parameters.begin(), own_parameters.end(), is_name);
}

/// The query without irrelevant parameters, in one notation whether it was encoded or not.
std::string page_query(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const bool has_value = query.substr(0, query.find('&')).find('=') != std::string_view::npos;
    const QueryParameter parameter = take_parameter(query);
    const std::string name = decode_parameter(parameter.name);
    if (is_irrelevant(name)) continue;
    if (!kept.empty()) kept += '&';
    kept += encode_parameter(name);
    if (has_value) kept += '=' + encode_parameter(decode_parameter(parameter.value));
  }
  return kept;
}

/// The position of the '?' that begins the query; npos if there is none.
std::size_t query_mark(std::string_view path) {
  const std::size_t mark = path.find('?');
  if (mark == std::string_view::npos) return mark;
  const std::string_view behind = path.substr(mark + 1);
  const bool in_name = mark > 0 && path[mark - 1] != '/' &&
                       behind.find('=') == std::string_view::npos &&
                       (behind.find('/') != std::string_view::npos || behind.ends_with(".html") ||
                        behind.ends_with(".htm"));
  return behind.empty() || in_name ? std::string_view::npos : mark;
}

/// Length in bytes of the UTF-8 character at `at`; at least 1.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return end - at;
}

}  // namespace

std::optional<PagePath> parse_page_path(std::string_view decoded) {
  if (decoded.empty() || decoded.size() > max_page_path_bytes || decoded.front() != '/' ||
      !has_page_characters(decoded))
    return std::nullopt;
  const std::string_view path = without_query(decoded);
  if (has_bad_segment(path)) return std::nullopt;
  const std::string query =
      path.size() < decoded.size() ? page_query(decoded.substr(path.size() + 1)) : std::string{};
  if (query.empty()) return PagePath{page_key(path), std::string{path}};
  if (path.size() + 1 + query.size() > max_page_path_bytes) return std::nullopt;
  return PagePath{page_key(path) + '?' + query, std::string{path} + '?' + query};
}

std::optional<PagePath> page_path_of(const Url& url) {
  std::string path = decode_escapes(url.path.empty() ? "/" : url.path);
  const std::string query = page_query(url.query.value_or(""));
  if (!query.empty()) path.append("?").append(query);
  return parse_page_path(path);
}

std::string page_href(std::string_view path, const UrlQuery& query, std::string_view fragment) {
  const std::string_view bare = without_query(path);
  UrlQuery all(path.substr(bare.size()));
  return all.add(query).link(encode_path(bare), fragment);
}

std::string_view without_query(std::string_view path) { return path.substr(0, query_mark(path)); }

std::optional<PageEnding> find_page_ending(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view last = path.substr(slash + 1);
  if (const auto number = comments_page_of(last))
    return PageEnding{last, std::string{path.substr(0, slash + 1)}, number};
  if (contains(feed_formats, last) && path.substr(0, slash).ends_with("/feed"))
    slash -= std::string_view("/feed").size();
  else if (!contains(other_endings, last))
    return std::nullopt;
  if (slash == 0) return std::nullopt;
  return PageEnding{path.substr(slash + 1), std::string{path.substr(0, slash + 1)}};
}

bool glob_matches(std::string_view pattern, std::string_view path) {
  // On a mismatch only the last '*' needs to consume one more character; backtracking to an earlier
  // '*' cannot find a match that this misses.
  std::size_t in_pattern = 0;
  std::size_t in_path = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_path = 0;
  while (in_path < path.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      star_path = in_path;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == '?') {
      in_path += character_bytes(path, in_path);
      ++in_pattern;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == path[in_path]) {
      ++in_path;
      ++in_pattern;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      star_path += character_bytes(path, star_path);
      in_path = star_path;
    } else {
      return false;
    }
  }
  return pattern.substr(in_pattern).find_first_not_of('*') == std::string_view::npos;
}

}  // namespace afterword
