#include "base/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/punycode.h"

namespace afterword {
namespace {

constexpr std::string_view web_slashes = "/\\";  // browsers treat both alike

/// The byte encoded by the escape at `text[at]`, or -1 if there is none.
int escaped_byte(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return -1;
  const int high = hex_value(text[at + 1]);
  const int low = hex_value(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// The bytes that are not percent-encoded.
using Kept = std::array<bool, 256>;

constexpr Kept kept(std::string_view punctuation) {
  Kept bytes{};
  for (unsigned byte = 0; byte < 128; ++byte) bytes[byte] = is_ascii_alphanumeric(byte);
  for (const char c : punctuation) bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}

constexpr Kept kept_in_path = kept("-._~!$&'()*+,;=:@/");
constexpr Kept kept_in_parameter = kept("-._~");

void append_encoded(std::string& out, std::string_view text, const Kept& kept) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kept[byte]) {
      out += c;
      continue;
    }
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

std::string encode(std::string_view text, const Kept& kept) {
  std::string out;
  out.reserve(text.size());
  append_encoded(out, text, kept);
  return out;
}

/// Length of the scheme at the front (RFC 3986 section 3.1), or 0 if there is none.
std::size_t scheme_length(std::string_view text) {
  const std::size_t end = text.find_first_of(":/\\?#");
  if (end == std::string_view::npos || end == 0 || text[end] != ':') return 0;
  const std::string_view name = text.substr(0, end);
  const auto fits = [](unsigned char c) {
    return is_ascii_alphanumeric(c) || c == '+' || c == '-' || c == '.';
  };
  const bool valid = is_ascii_letter(name.front()) && std::all_of(name.begin(), name.end(), fits);
  return valid ? end : 0;
}

Scheme scheme_of(std::string_view name) {
  if (name.empty()) return Scheme::none;
  if (same_ignoring_case(name, "https")) return Scheme::https;
  if (same_ignoring_case(name, "http")) return Scheme::http;
  return same_ignoring_case(name, "mailto") ? Scheme::mailto : Scheme::other;
}

bool is_host_name(std::string_view host) {
  return std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return is_ascii_alphanumeric(c) || c == '.' || c == '-' || c == '_' || c >= 0x80;
  });
}

bool is_bracketed_ipv6(std::string_view host) {
  // inet_pton requires a terminated string; no valid address is longer than this.
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (!host.ends_with(']') || host.size() - 2 >= text.size()) return false;
  host.substr(1, host.size() - 2).copy(text.data(), host.size() - 2);
  std::array<unsigned char, 16> address{};
  return ::inet_pton(AF_INET6, text.data(), address.data()) == 1;
}

bool parse_port(std::string_view digits, std::optional<std::uint16_t>& port) {
  if (digits.empty()) return true;
  std::uint16_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return false;
  port = number;
  return true;
}

/// Parses user, host and port of "user@host:port". False if there is no host.
bool parse_authority(std::string_view authority, Url& url) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  if (authority.starts_with('[')) {
    url.host = authority.substr(0, authority.find(']') + 1);
    if (!is_bracketed_ipv6(url.host)) return false;
  } else {
    url.host = authority.substr(0, authority.find(':'));
    if (url.host.empty() || !is_host_name(url.host)) return false;
  }
  const std::string_view rest = authority.substr(url.host.size());
  return rest.empty() || (rest.front() == ':' && parse_port(rest.substr(1), url.port));
}

/// Parses the authority at the front of `rest`, which begins after "//", and removes it.
bool take_authority(std::string_view& rest, Url& url) {
  const std::string_view authority = rest.substr(0, rest.find_first_of("/\\?#"));
  rest.remove_prefix(authority.size());
  return authority.find(' ') == std::string_view::npos && parse_authority(authority, url);
}

bool begins_authority(std::string_view text) {
  return text.size() >= 2 && web_slashes.find(text[0]) != std::string_view::npos &&
         web_slashes.find(text[1]) != std::string_view::npos;
}

void split_tail(std::string_view rest, Url& url) {
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    url.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    url.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  url.path = rest;
}

bool is_parsable(std::string_view text) {
  return text.size() <= longest_url && std::none_of(text.begin(), text.end(), is_ascii_control);
}

/// True if a typed address begins with a scheme. "example.org:8080" does not: its host contains a
/// dot, or a port follows.
bool has_typed_scheme(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(":/\\?#"), text.size());
  const std::string_view behind = text.substr(end);
  if (behind.starts_with("://")) return true;
  const bool port = behind.size() > 1 && is_ascii_digit(behind[1]);
  return scheme_length(text) > 0 && text.substr(0, end).find('.') == std::string_view::npos &&
         !port;
}

std::string_view scheme_text(Scheme scheme) { return scheme == Scheme::https ? "https" : "http"; }

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int byte = escaped_byte(text, i);
    if (byte < 0) return std::nullopt;
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

std::string encode_path(std::string_view path) { return encode(path, kept_in_path); }

std::string encode_parameter(std::string_view value) { return encode(value, kept_in_parameter); }

std::string decode_parameter(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return decode_escapes(spaced);
}

std::string decode_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = text[i] == '%' ? escaped_byte(text, i) : -1;
    out += byte >= 0 ? static_cast<char>(byte) : text[i];
    if (byte >= 0) i += 2;
  }
  return out;
}

std::string Url::origin() const {
  if (!is_web() || user || std::any_of(host.begin(), host.end(), is_beyond_ascii)) return {};
  std::string out(scheme_text(scheme));
  out += "://";
  out += ascii_lower(host);
  if (const auto written = unusual_port()) out += ':' + std::to_string(*written);
  return out;
}

std::optional<std::uint16_t> Url::unusual_port() const {
  const std::uint16_t usual = scheme == Scheme::https ? 443 : 80;
  return port == usual ? std::nullopt : port;
}

std::string Url::bare_host() const {
  std::string bare = ascii_lower(host);
  if (bare.ends_with('.')) bare.pop_back();
  if (bare.starts_with("www.")) bare.erase(0, 4);
  return bare;
}

std::string Url::target() const {
  std::string out(path.empty() ? "/" : path);
  if (query) out.append("?").append(*query);
  return out;
}

std::string Url::text() const {
  std::string out;
  if (scheme != Scheme::none) out.append(ascii_lower(scheme_name)).append(":");
  if (!host.empty()) {
    out += "//";
    if (user) out.append(*user).append("@");
    out += host;
    if (port) out += ':' + std::to_string(*port);
  }
  out += path;
  if (query) out.append("?").append(*query);
  if (fragment) out.append("#").append(*fragment);
  return out;
}

std::optional<Url> parse_url(std::string_view text) {
  if (!is_parsable(text)) return std::nullopt;
  Url url;
  url.scheme_name = text.substr(0, scheme_length(text));
  url.scheme = scheme_of(url.scheme_name);
  std::string_view rest = text;
  if (url.scheme != Scheme::none) rest.remove_prefix(url.scheme_name.size() + 1);
  if (url.is_web() || (url.scheme == Scheme::none && begins_authority(rest))) {
    if (!begins_authority(rest)) return std::nullopt;
    rest.remove_prefix(2);
    if (!take_authority(rest, url)) return std::nullopt;
  }
  split_tail(rest, url);
  return url;
}

std::optional<Url> parse_typed_url(std::string_view text) {
  text = trim(text);
  if (has_typed_scheme(text)) {
    auto url = parse_url(text);
    return url && url->is_web() ? url : std::nullopt;
  }
  if (!is_parsable(text)) return std::nullopt;
  Url url;
  url.scheme = Scheme::http;
  url.scheme_name = scheme_text(url.scheme);
  if (begins_authority(text)) text.remove_prefix(2);
  if (!take_authority(text, url)) return std::nullopt;
  split_tail(text, url);
  return url;
}

bool has_url_characters(std::string_view text) {
  constexpr std::string_view left_out = " \"<>\\`{|}^";
  return std::none_of(text.begin(), text.end(), [&](char c) {
    return is_ascii_control(c) || left_out.find(c) != std::string_view::npos;
  });
}

std::string origin_of(std::string_view text) {
  const auto url = parse_url(text);
  return url ? url->origin() : std::string{};
}

bool QueryParameter::is(std::string_view decoded_name) const {
  // Avoids a copy: decoding never lengthens a name, and most names contain no escapes.
  if (name.size() < decoded_name.size()) return false;
  const bool escaped =
      std::any_of(name.begin(), name.end(), [](char c) { return c == '%' || c == '+'; });
  return escaped ? decode_parameter(name) == decoded_name : name == decoded_name;
}

QueryParameter take_parameter(std::string_view& rest) {
  const std::string_view piece = take_part(rest, '&');
  const std::size_t equals = std::min(piece.find('='), piece.size());
  return {piece.substr(0, equals), piece.substr(std::min(equals + 1, piece.size()))};
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const QueryParameter parameter = take_parameter(query);
    if (parameter.is(name)) return decode_parameter(parameter.value);
  }
  return std::nullopt;
}

std::vector<std::string> query_values(std::string_view query, std::string_view name) {
  std::vector<std::string> all;
  while (!query.empty()) {
    const QueryParameter parameter = take_parameter(query);
    if (parameter.is(name)) all.push_back(decode_parameter(parameter.value));
  }
  return all;
}

UrlQuery::UrlQuery(std::string_view text) {
  if (text.starts_with('?')) text.remove_prefix(1);
  while (!text.empty()) append(take_part(text, '&'));
}

void UrlQuery::append(std::string_view parameter) {
  if (parameter.empty()) return;
  if (!text_.empty()) text_ += '&';
  text_ += parameter;
}

UrlQuery& UrlQuery::add(std::string_view name, std::string_view value) {
  if (!text_.empty()) text_ += '&';
  append_encoded(text_, name, kept_in_parameter);
  text_ += '=';
  append_encoded(text_, value, kept_in_parameter);
  return *this;
}

UrlQuery& UrlQuery::add(std::string_view name, std::int64_t value) {
  return add(name, std::to_string(value));
}

UrlQuery& UrlQuery::add(const UrlQuery& other) {
  append(other.text_);
  return *this;
}

UrlQuery& UrlQuery::remove(std::string_view name) {
  const std::string before = std::move(text_);
  text_.clear();
  for (std::string_view rest = before; !rest.empty();) {
    std::string_view behind = rest;
    const QueryParameter parameter = take_parameter(behind);
    const std::string_view piece = take_part(rest, '&');
    if (!parameter.is(name)) append(piece);
  }
  return *this;
}

UrlQuery& UrlQuery::set(std::string_view name, std::string_view value) {
  return remove(name).add(name, value);
}

std::string UrlQuery::link(std::string_view path, std::string_view fragment) const {
  std::string out(path);
  if (!text_.empty()) out.append("?").append(text_);
  if (!fragment.empty()) out.append("#").append(fragment);
  return out;
}

std::string with_ascii_host(std::string_view address) {
  std::string out(address);
  const auto url = parse_url(address);
  if (!url || !url->is_web() || std::none_of(url->host.begin(), url->host.end(), is_beyond_ascii))
    return out;
  const auto begin = static_cast<std::size_t>(url->host.data() - address.data());
  return out.replace(begin, url->host.size(), to_ascii_host(url->host));
}

}  // namespace afterword
