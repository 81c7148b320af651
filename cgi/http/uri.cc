// See uri.h. Every decoder here reads each byte once and decodes once: what comes out is never
// decoded again.
#include "http/uri.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace afterword {
namespace {

constexpr std::size_t max_page_path_bytes = 1'024;
constexpr std::string_view wordpress_post = "wp-comments-post.php";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte that the escape at `text[at]` stands for, or -1 if no escape is there.
int escaped_byte(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return -1;
  const int high = hex_digit(text[at + 1]);
  const int low = hex_digit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string encode(std::string_view text, std::string_view kept_punctuation) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_alphanumeric(c) || kept_punctuation.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string lower_case(std::string_view text) {
  std::string out{text};
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Calls `sink(value)` with each undecoded value of `name` until it returns false.
template <class Sink>
void for_each_value(std::string_view query, std::string_view name, Sink sink) {
  while (!query.empty()) {
    const auto piece = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), piece.size() + 1));
    const auto equals = piece.find('=');
    if (decode_form_text(piece.substr(0, equals)) != name) continue;
    const auto value =
        equals == std::string_view::npos ? std::string_view{} : piece.substr(equals + 1);
    if (!sink(value)) return;
  }
}

// The path part of a request target, which may be absolute ("http://host/path?query").
std::string_view target_path(std::string_view target) {
  target = target.substr(0, target.find_first_of("?#"));
  const auto scheme = target.find("://");
  if (target.empty() || target.front() == '/' || scheme == std::string_view::npos) return target;
  const auto path = target.find('/', scheme + 3);
  return path == std::string_view::npos ? std::string_view{"/"} : target.substr(path);
}

std::optional<std::string> below_mount(std::string_view path, std::string_view mount) {
  if (path.empty() || path.front() != '/') return std::nullopt;
  if (path.substr(path.rfind('/') + 1) == wordpress_post) return "/" + std::string{wordpress_post};
  if (!path.starts_with(mount)) return std::nullopt;
  path.remove_prefix(mount.size());
  if (path.empty()) return "/";
  if (path.front() != '/') return std::nullopt;
  return std::string{path};
}

// nginx with fastcgi_index appends it to SCRIPT_NAME ("/comments/thread/a/index.php") when the
// address ends in '/'. DOCUMENT_URI then is the address without it.
bool has_appended_index(const Request& request) {
  const auto document = request.document_uri;
  const auto script = request.script_name;
  return request.path_info.empty() && document.ends_with('/') && script.starts_with(document) &&
         script.substr(document.size()).starts_with("index.") &&
         script.find('/', document.size()) == std::string_view::npos;
}

// For what a page includes, Apache's SCRIPT_NAME is the whole path, PATH_INFO in it.
std::string_view without_path_info(const Request& request) {
  std::string_view script = request.script_name;
  if (script.ends_with(request.path_info)) script.remove_suffix(request.path_info.size());
  return script;
}

// Shared hosting rewrites every address in a folder to the program in it:
// "/comments/comments.fcgi".
bool is_program_in_mount(std::string_view script, std::string_view mount) {
  if (!script.starts_with(mount)) return false;
  script.remove_prefix(mount.size());
  return script.rfind('/') == 0 && (script.ends_with(".fcgi") || script.ends_with(".cgi"));
}

bool has_control_character(std::string_view utf8) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x20 || byte == 0x7f) return true;
    // C1 in UTF-8: U+0080 to U+009F are C2 80 to C2 9F.
    if (byte == 0xc2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xa0) {
      return true;
    }
  }
  return false;
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
  // Repeated, so that the key of a key is itself even for "/a/index.html/".
  for (bool again = true; again && path.size() > 1;) {
    again = false;
    for (const std::string_view name : {"/index.html", "/index.htm", "/", ".html", ".htm"}) {
      // A file that is named by its ending alone ("/.html") keeps it.
      const bool is_name = path.size() > name.size() && path[path.size() - name.size() - 1] == '/';
      if (!path.ends_with(name) || (name.front() == '.' && is_name)) continue;
      path.remove_suffix(name.size());
      again = true;
      break;
    }
  }
  return path.empty() ? "/" : std::string{path};
}

// A host and port as in Origin, or empty. `authority` is in lower case.
std::string_view checked_authority(std::string_view authority, std::string_view default_port) {
  std::size_t host_end = 0;
  if (authority.starts_with('[')) {
    host_end = authority.find(']');
    if (host_end == std::string_view::npos || host_end < 3) return {};
    if (authority.substr(1, host_end - 1).find_first_not_of("0123456789abcdef:.") !=
        std::string_view::npos) {
      return {};
    }
    ++host_end;
  } else {
    host_end = std::min(authority.find(':'), authority.size());
    const bool clean =
        std::all_of(authority.begin(), authority.begin() + static_cast<std::ptrdiff_t>(host_end),
                    [](char c) { return is_alphanumeric(c) || c == '.' || c == '-' || c == '_'; });
    if (host_end == 0 || !clean) return {};
  }
  const auto rest = authority.substr(host_end);
  if (rest.empty() || rest == ":") return authority.substr(0, host_end);
  const auto port = rest.substr(1);
  if (rest.front() != ':' || port.size() > 5 || port.front() == '0' ||
      port.find_first_not_of("0123456789") != std::string_view::npos) {
    return {};
  }
  return port == default_port ? authority.substr(0, host_end) : authority;
}

// Bytes of the UTF-8 character that starts at `at`, at least one.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return end - at;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int byte = escaped_byte(text, i);
      if (byte < 0) return std::nullopt;
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string decode_form_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = text[i] == '%' ? escaped_byte(text, i) : -1;
    if (byte >= 0) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string encode_path(std::string_view path) { return encode(path, "-._~!$&'()*+,;=:@/"); }

std::string encode_query_value(std::string_view value) { return encode(value, "-._~"); }

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  std::optional<std::string> first;
  for_each_value(query, name, [&](std::string_view value) {
    first = decode_form_text(value);
    return false;
  });
  return first;
}

std::vector<std::string> query_values(std::string_view query, std::string_view name) {
  std::vector<std::string> all;
  for_each_value(query, name, [&](std::string_view value) {
    all.push_back(decode_form_text(value));
    return true;
  });
  return all;
}

std::optional<std::string> route_path(const Request& request, std::string_view mount) {
  while (mount.ends_with('/')) mount.remove_suffix(1);
  if (has_appended_index(request)) {
    if (auto route = below_mount(request.document_uri, mount)) return route;
  }
  const std::string_view program = without_path_info(request);
  if (is_program_in_mount(program, mount) && !request.path_info.empty())
    return std::string{request.path_info};
  std::string script{program};
  script += request.path_info;
  if (auto route = below_mount(script, mount)) return route;
  if (auto route = below_mount(request.document_uri, mount)) return route;
  if (const auto decoded = percent_decode(target_path(request.request_uri), false)) {
    if (auto route = below_mount(*decoded, mount)) return route;
  }
  return below_mount(request.path_info, "");
}

std::optional<PagePath> parse_page_path(std::string_view decoded) {
  if (decoded.empty() || decoded.size() > max_page_path_bytes || decoded.front() != '/') {
    return std::nullopt;
  }
  if (!is_valid_utf8(decoded) || has_control_character(decoded)) return std::nullopt;
  if (decoded.find('\\') != std::string_view::npos || has_bad_segment(decoded)) {
    return std::nullopt;
  }
  return PagePath{page_key(decoded), std::string{decoded}};
}

std::string origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string scheme = lower_case(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return {};
  url.remove_prefix(scheme_end + 3);
  // A backslash ends the host in browsers too.
  const std::string authority = lower_case(url.substr(0, url.find_first_of("/?#\\")));
  const auto host = checked_authority(authority, scheme == "https" ? "443" : "80");
  return host.empty() ? std::string{} : scheme + "://" + std::string{host};
}

bool glob_matches(std::string_view pattern, std::string_view path) {
  // On a mismatch only the last '*' needs to take one character more: an earlier one could not
  // reach anything that this one cannot.
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
