#include "domain/account/reset_token.h"

#include <fmt/format.h>

#include "base/ascii.h"

namespace afterword {

std::string format_reset_token(const SecretKey& key, ModeratorId moderator, Instant expires,
                               std::string_view password_hash, std::string_view email) {
  const std::string content = fmt::format("{}-{}", moderator.value, expires.ms / second_ms);
  return fmt::format(
      "{}-{}", content,
      key.hash("password_reset", fmt::format("{}\n{}\n{}", content, password_hash, email)));
}

std::optional<ModeratorId> moderator_of_token(std::string_view token) {
  return parse_id<ModeratorId>(take_part(token, '-'));
}

bool is_reset_token(const SecretKey& key, std::string_view token, ModeratorId moderator,
                    std::string_view password_hash, std::string_view email, Instant now) {
  std::string_view rest = token;
  take_part(rest, '-');
  const auto seconds = parse_positive(take_part(rest, '-'));
  // Limits seconds so that the conversion to milliseconds cannot overflow.
  if (!seconds || *seconds > 100'000'000'000) return false;
  const Instant expires{*seconds * second_ms};
  const std::string right = format_reset_token(key, moderator, expires, password_hash, email);
  return same_secret(token, right) && now < expires;
}

}  // namespace afterword
