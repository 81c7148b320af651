// Cookies (RFC 6265): reading one by its name, and writing the value of Set-Cookie.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// The value of `name` in a Cookie header, percent-decoded as format_set_cookie encoded it; the
/// first one wins. nullopt when it is absent or its escapes are broken. Any bytes may be in it.
std::optional<std::string> cookie_value(std::string_view header, std::string_view name);

enum class SameSite { lax, strict, none };

/// HttpOnly always: no script of ours reads cookies.
struct Cookie {
  std::string_view name;   // from our code: a token
  std::string_view value;  // any text; percent-encoded on the way out
  std::string_view path = "/";
  /// Seconds to keep it; 0 or less makes the browser drop it; nullopt: until the browser closes.
  std::optional<std::int64_t> max_age_seconds = {};
  SameSite same_site = SameSite::lax;
  /// Must be true for names that begin with __Host- or __Secure-, and for SameSite::none.
  bool secure = false;
};

/// The value of a Set-Cookie header.
std::string format_set_cookie(const Cookie& cookie);

}  // namespace afterword
