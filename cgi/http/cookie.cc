#include "http/cookie.h"

#include "base/ascii.h"
#include "base/url.h"

namespace afterword {
namespace {

std::string_view same_site_name(SameSite same_site) {
  switch (same_site) {
    case SameSite::lax:
      return "Lax";
    case SameSite::strict:
      return "Strict";
    case SameSite::none:
      return "None";
  }
  return "Lax";
}

}  // namespace

std::optional<std::string> cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const auto pair = take_part(header, ';');
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || trim_blanks(pair.substr(0, equals)) != name) continue;
    auto value = trim_blanks(pair.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return percent_decode(value);
  }
  return std::nullopt;
}

std::string format_set_cookie(const Cookie& cookie) {
  std::string out{cookie.name};
  out += '=';
  out += encode_parameter(cookie.value);
  out += "; Path=";
  // A ';' in a path would start another attribute.
  for (const char c : encode_path(cookie.path)) {
    if (c == ';') {
      out += "%3B";
    } else {
      out += c;
    }
  }
  if (cookie.max_age_seconds) out += "; Max-Age=" + std::to_string(*cookie.max_age_seconds);
  out += "; HttpOnly; SameSite=";
  out += same_site_name(cookie.same_site);
  if (cookie.secure) out += "; Secure";
  return out;
}

}  // namespace afterword
