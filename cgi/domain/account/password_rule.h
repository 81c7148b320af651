// Which passwords moderators may have: none that is guessed early, as libzxcvbn estimates it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace afterword {

enum class PasswordError {
  too_short,
  too_long,
  // The rest is guessed too early; this is what most of it is made of.
  common,     // words and passwords that everybody tries first, also in disguise ("P@ssw0rd")
  own_words,  // the names of the site and the person
  repeats,    // "abababab"
  sequence,   // "abcd1234"
  keyboard,   // "qwertyuiop": neighbours on a keyboard
  date,       // "19900412", "2026"
  guessable,  // too few characters of no pattern
};

/// What an attacker who picked this site and this person would try.
struct PasswordOwner {
  std::string_view site_name;
  std::string_view site_url;
  std::string_view name;
  std::string_view email;
};

/// 8 characters or more (OWASP, NIST SP 800-63B), at most 1,000 bytes, and at least 10^8 guesses
/// away (score 3 of zxcvbn's 0 to 4), counted by its first 64 bytes. Takes at most 50 ms, and about
/// 0.1 ms for what people choose. A word of a language that the library does not know passes.
std::optional<PasswordError> password_fault(std::string_view password, const PasswordOwner& owner);

/// The same of its length alone, which takes no time.
std::optional<PasswordError> password_length_fault(std::string_view password);

}  // namespace afterword
