// The password rule for moderators. Strength is estimated by libzxcvbn.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace afterword {

enum class PasswordError {
  too_short,
  too_long,
  // The following passwords need too few guesses; the value names the pattern that covers most of
  // the password.
  common,     // common words and passwords, including substitutions ("P@ssw0rd")
  own_words,  // names of the site or the account's owner
  repeats,    // "abababab"
  sequence,   // "abcd1234"
  keyboard,   // "qwertyuiop": adjacent keys
  date,       // "19900412", "2026"
  guessable,  // too short without any pattern
};

/// Names that an attacker who targets this site and this account would try.
struct PasswordOwner {
  std::string_view site_name;
  std::string_view site_url;
  std::string_view name;
  std::string_view email;
};

/// Requires at least 8 characters (OWASP, NIST SP 800-63B), at most 1,000 bytes, and at least 10^8
/// guesses (zxcvbn score 3 of 4), estimated from the first 64 bytes. Takes at most 50 ms, typically
/// 0.1 ms. Words of languages that zxcvbn has no dictionary for are accepted.
std::optional<PasswordError> password_error(std::string_view password, const PasswordOwner& owner);

/// Checks the length only, in constant time.
std::optional<PasswordError> password_length_error(std::string_view password);

}  // namespace afterword
