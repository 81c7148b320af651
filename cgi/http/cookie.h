// Cookies (RFC 6265): finds a value in a Cookie header and formats Set-Cookie.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// The value of `name` in a Cookie header, percent-decoded as format_set_cookie encoded it. The
/// first match wins. nullopt if it is absent or contains an invalid escape. The value may contain
/// any byte.
std::optional<std::string> cookie_value(std::string_view header, std::string_view name);

enum class SameSite { lax, strict, none };

/// Always HttpOnly, because our scripts do not read cookies.
struct Cookie {
  std::string_view name;   // set by our code; must be a token
  std::string_view value;  // any text; percent-encoded on output
  std::string_view path = "/";
  /// Lifetime in seconds. 0 or less deletes the cookie; nullopt makes a session cookie.
  std::optional<std::int64_t> max_age_seconds = {};
  SameSite same_site = SameSite::lax;
  /// Must be true for names that begin with __Host- or __Secure-, and for SameSite::none.
  bool secure = false;
};

/// The value of a Set-Cookie header.
std::string format_set_cookie(const Cookie& cookie);

}  // namespace afterword
