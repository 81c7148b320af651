#include "base/page_path.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

constexpr std::size_t max_page_path_bytes = 1'024;

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
    if (segment == "." || segment == "..") return true;
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

/// Length in bytes of the UTF-8 character at `at`; at least 1.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return end - at;
}

}  // namespace

std::optional<PagePath> parse_page_path(std::string_view decoded) {
  if (decoded.empty() || decoded.size() > max_page_path_bytes || decoded.front() != '/' ||
      !has_page_characters(decoded) || has_bad_segment(decoded))
    return std::nullopt;
  return PagePath{page_key(decoded), std::string{decoded}};
}

std::optional<PagePath> page_path_of(const Url& url) {
  const auto path = percent_decode(url.path.empty() ? "/" : url.path);
  return path ? parse_page_path(*path) : std::nullopt;
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
