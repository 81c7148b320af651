// Addresses of the web: percent coding both ways, a URL's parts, and the parameters of a query.
// Reads what browsers read (WHATWG URL) where our pages need it, and refuses the rest. Never
// decodes twice, asks no resolver and opens nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Decodes %XX strictly: a '%' without two hexadecimal digits after it is nullopt. For paths. The
/// result may hold any byte, NUL included.
std::optional<std::string> percent_decode(std::string_view text);

/// For a path in an href: keeps RFC 3986 unreserved characters, sub-delims, ':', '@' and '/';
/// every other byte becomes %XX. Encodes '%' too, so the input is a decoded path.
std::string encode_path(std::string_view path);

/// For one name or value in a query or a cookie: keeps unreserved characters only.
std::string encode_parameter(std::string_view value);

/// Decodes a name or value as browsers' forms are decoded (WHATWG URL,
/// application/x-www-form-urlencoded): '+' is a space and a '%' that starts no escape stays as it
/// is. Never fails.
std::string decode_parameter(std::string_view text);

enum class Scheme { none, http, https, mailto, other };

/// The parts of a URL, or of a reference without scheme. They are views into the text that was
/// parsed, as it was written: nothing is decoded, and a path may hold backslashes.
struct Url {
  Scheme scheme = Scheme::none;
  std::string_view scheme_name;          // without ':'; empty when there is none
  std::optional<std::string_view> user;  // what stands before '@', a password included
  std::string_view host;                 // not empty in http and https; IPv6 in its brackets
  std::optional<std::uint16_t> port;     // also when it is the usual one
  std::string_view path;
  std::optional<std::string_view> query;     // without '?'
  std::optional<std::string_view> fragment;  // without '#'

  bool is_web() const { return scheme == Scheme::http || scheme == Scheme::https; }

  /// "https://example.org:8443" of an http or https URL, in lower case, without a usual port, as
  /// browsers write Origin. Empty for other schemes, with a user, and for a host beyond ASCII,
  /// which browsers would write in Punycode.
  std::string origin() const;

  /// The port, when it is not the scheme's usual one.
  std::optional<std::uint16_t> unusual_port() const;

  /// What a site is known by when its address is written differently: the host in lower case
  /// without "www." and a dot at the end.
  std::string bare_host() const;

  /// The path, "/" when it is empty, and the query, for a link on the same host.
  std::string target() const;

  /// All of it, the scheme in lower case and a port in its shortest form. Parsing that gives the
  /// same parts.
  std::string text() const;
};

/// The longest text that is parsed: more than web servers take in a header.
inline constexpr std::size_t longest_url = 16'384;

/// nullopt for what browsers cannot open: control characters, http or https without "//" and a
/// host, a bad port, a host with other characters than letters, digits, ".-_" and those beyond
/// ASCII, or in brackets what is no IPv6 address. A host with '%' is refused too: its escapes would
/// hide it from rules about links. Spaces may stand in path, query and fragment only. "/a?b" and
/// "a/b" are references without scheme; "//host/a" has a host and no scheme. After any other scheme
/// all is path, query and fragment.
std::optional<Url> parse_url(std::string_view text);

/// An address as people type it, white space around it allowed: "example.org/x", "//example.org"
/// and "example.org:8080" are http. nullopt for every scheme but http and https.
std::optional<Url> parse_typed_url(std::string_view text);

/// Whether none of the characters that RFC 3986 leaves out of every URL is in it: white space,
/// controls, quotes, angle brackets, backslashes and the like. Characters beyond ASCII may be.
bool has_url_characters(std::string_view text);

/// The origin of a text that may be a URL; empty when it is none.
std::string origin_of(std::string_view text);

/// One "name=value" of a query, undecoded. Without '=' the value is empty.
struct QueryParameter {
  std::string_view name;
  std::string_view value;

  bool is(std::string_view decoded_name) const;
};

/// Takes the next parameter, which may be empty, from the front of a query or an urlencoded form
/// that is not empty.
QueryParameter take_parameter(std::string_view& rest);

/// The first value of `name` in a query ("a=1&b=2", without '?'), decoded; nullopt when the name is
/// absent, empty when it has no value.
std::optional<std::string> query_value(std::string_view query, std::string_view name);

/// Every value of `name`, in order.
std::vector<std::string> query_values(std::string_view query, std::string_view name);

/// A query that is put together or changed. Parameters that are not touched stay as they were
/// written; empty ones are left out.
class UrlQuery {
 public:
  UrlQuery() = default;
  /// `text` with or without '?' at its front.
  explicit UrlQuery(std::string_view text);

  /// Each gives the query itself back, so that calls can follow each other.
  UrlQuery& add(std::string_view name, std::string_view value);
  UrlQuery& add(std::string_view name, std::int64_t value);
  UrlQuery& add(const UrlQuery& other);
  UrlQuery& remove(std::string_view name);
  /// Removes what there is of `name`, then adds it at the end.
  UrlQuery& set(std::string_view name, std::string_view value);

  bool empty() const { return text_.empty(); }
  /// Without '?'.
  const std::string& text() const { return text_; }
  /// "path?query#fragment", without a '?' or '#' that nothing follows. `path` and `fragment` are
  /// encoded already.
  std::string link(std::string_view path, std::string_view fragment = {}) const;

 private:
  void append(std::string_view parameter);

  std::string text_;
};

}  // namespace afterword
