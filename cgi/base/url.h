// URLs: percent-encoding, parsing, and query parameters. Follows browsers (WHATWG URL) where our
// pages need it and rejects everything else. Never decodes twice and makes no network requests.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Strict percent-decoding for paths: nullopt if a '%' is not followed by two hexadecimal digits.
/// The result may contain any byte, including NUL.
std::optional<std::string> percent_decode(std::string_view text);

/// Lenient percent-decoding for paths that people and generators write: a '%' that starts no escape
/// is kept.
std::string decode_escapes(std::string_view text);

/// Encodes a decoded path for use in an href. Keeps RFC 3986 unreserved characters, sub-delims,
/// ':', '@' and '/'; encodes every other byte, including '%'.
std::string encode_path(std::string_view path);

/// Encodes a name or value for a query or a cookie. Keeps unreserved characters only.
std::string encode_parameter(std::string_view value);

/// Decodes a name or value as browsers' forms do (WHATWG URL, application/x-www-form-urlencoded):
/// '+' is a space, and a '%' that starts no escape is kept. Never fails.
std::string decode_parameter(std::string_view text);

enum class Scheme { none, http, https, mailto, other };

/// The parts of a URL or of a relative reference. The members are undecoded views into the parsed
/// text; a path may contain backslashes.
struct Url {
  Scheme scheme = Scheme::none;
  std::string_view scheme_name;          // without ':'; empty if there is none
  std::optional<std::string_view> user;  // everything before '@', including a password
  std::string_view host;                 // not empty for http and https; IPv6 in brackets
  std::optional<std::uint16_t> port;     // also if it is the default port
  std::string_view path;
  std::optional<std::string_view> query;     // without '?'
  std::optional<std::string_view> fragment;  // without '#'

  bool is_web() const { return scheme == Scheme::http || scheme == Scheme::https; }

  /// "https://example.org:8443" for an http or https URL: lower case, without a default port, as
  /// browsers write the Origin header. Empty for other schemes, URLs with a user, and non-ASCII
  /// hosts, which browsers write in Punycode.
  std::string origin() const;

  /// The port, if it is not the scheme's default.
  std::optional<std::uint16_t> unusual_port() const;

  /// The host in lower case without "www." and a trailing dot, for comparing differently written
  /// addresses of one site.
  std::string bare_host() const;

  /// The path ("/" if empty) and the query, for a link on the same host.
  std::string target() const;

  /// Serialises the URL, with the scheme in lower case and the port in shortest form. Parsing the
  /// result gives the same parts.
  std::string text() const;
};

/// Length limit for parsing, in bytes; larger than what web servers accept in a header field.
inline constexpr std::size_t longest_url = 16'384;

/// nullopt for URLs that browsers cannot open: control characters, http or https without "//" and a
/// host, a bad port, a host with characters other than letters, digits, ".-_" and non-ASCII, or an
/// invalid IPv6 address in brackets. A host with '%' is rejected too, because its escapes would
/// evade link rules. Spaces are allowed in path, query and fragment only. "/a?b" and "a/b" are
/// references without a scheme; "//host/a" has a host and no scheme. After any other scheme, the
/// rest is path, query and fragment.
std::optional<Url> parse_url(std::string_view text);

/// The address with its host as browsers and mail programs write it:
/// "https://xn--mller-kva.example/" for "https://müller.example/". Unchanged if it is not the
/// address of an http or https URL.
std::string with_ascii_host(std::string_view address);

/// Parses a typed address after trimming white space: "example.org/x", "//example.org" and
/// "example.org:8080" are http. nullopt for every scheme except http and https.
std::optional<Url> parse_typed_url(std::string_view text);

/// True if the text contains none of the characters that RFC 3986 excludes from URLs: white space,
/// controls, quotes, angle brackets, backslashes and so on. Non-ASCII characters are allowed.
bool has_url_characters(std::string_view text);

/// The origin of a URL; empty if the text is not a URL or has none.
std::string origin_of(std::string_view text);

/// The query parameters that we add to addresses of host pages.
inline constexpr std::array<std::string_view, 6> own_parameters{
    "cpage", "subthread", "was", "replytocom", "unapproved", "moderation-hash"};

/// One "name=value" of a query, undecoded. Without '=' the value is empty.
struct QueryParameter {
  std::string_view name;
  std::string_view value;

  bool is(std::string_view decoded_name) const;
};

/// Removes the next parameter from the front of a non-empty query or urlencoded form. The parameter
/// may be empty.
QueryParameter take_parameter(std::string_view& rest);

/// The first value of `name` in a query ("a=1&b=2", without '?'), decoded. nullopt if the name is
/// absent; empty if it has no value.
std::optional<std::string> query_value(std::string_view query, std::string_view name);

/// Every value of `name`, in order.
std::vector<std::string> query_values(std::string_view query, std::string_view name);

/// Builds or modifies a query. Other parameters are kept as they were written; empty ones are
/// dropped.
class UrlQuery {
 public:
  UrlQuery() = default;
  /// `text` with or without '?' at its front.
  explicit UrlQuery(std::string_view text);

  /// These return *this for chaining.
  UrlQuery& add(std::string_view name, std::string_view value);
  UrlQuery& add(std::string_view name, std::int64_t value);
  UrlQuery& add(const UrlQuery& other);
  UrlQuery& remove(std::string_view name);
  /// Removes every parameter `name` and appends the new one.
  UrlQuery& set(std::string_view name, std::string_view value);

  bool empty() const { return text_.empty(); }
  /// Without '?'.
  const std::string& text() const { return text_; }
  /// "path?query#fragment"; omits '?' or '#' if nothing follows it. `path` and `fragment` must be
  /// encoded.
  std::string link(std::string_view path, std::string_view fragment = {}) const;

 private:
  void append(std::string_view parameter);

  std::string text_;
};

}  // namespace afterword
