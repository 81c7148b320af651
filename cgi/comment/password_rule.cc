#include "comment/password_rule.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace afterword {
namespace {

constexpr std::size_t fewest_characters = 8;
constexpr std::size_t most_bytes = 1'000;

// Beginnings that are all that many passwords have, with digits or marks behind them.
constexpr std::array common_stems{
    "password", "passwort", "passw0rd", "letmein",       "welcome",   "qwerty",    "qwertz",
    "azerty",   "iloveyou", "admin",    "administrator", "moderator", "afterword", "changeme",
    "sunshine", "princess", "football", "baseball",      "monkey",    "dragon",    "master",
    "trustno",  "superman", "whatever", "computer",      "internet",  "starwars",  "secret",
    "default",  "abcdefgh", "abc",      "asdfghjkl",     "zxcvbnm",   "q1w2e3r4",  "1q2w3e4r"};

bool is_digit_or_mark(char c) {
  return !((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80);
}

bool is_common(const std::string& folded) {
  if (std::all_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return true;
  if (std::all_of(folded.begin(), folded.end(), [&](char c) { return c == folded.front(); }))
    return true;
  return std::any_of(common_stems.begin(), common_stems.end(), [&](std::string_view stem) {
    return folded.starts_with(stem) &&
           std::all_of(folded.begin() + static_cast<std::ptrdiff_t>(stem.size()), folded.end(),
                       is_digit_or_mark);
  });
}

}  // namespace

std::optional<PasswordFault> password_fault(std::string_view password, std::string_view name) {
  if (password.size() > most_bytes) return PasswordFault::too_long;
  if (!is_valid_utf8(password) || count_characters(password) < fewest_characters)
    return PasswordFault::too_short;
  const std::string folded = fold_case(password);
  if (is_common(folded)) return PasswordFault::common;
  if (folded == fold_case(name)) return PasswordFault::is_name;
  return std::nullopt;
}

std::string_view message_name(PasswordFault fault) {
  switch (fault) {
    case PasswordFault::too_short:
      return "password_too_short";
    case PasswordFault::too_long:
      return "password_too_long";
    case PasswordFault::common:
      return "password_common";
    case PasswordFault::is_name:
      return "password_is_name";
  }
  return "";
}

}  // namespace afterword
