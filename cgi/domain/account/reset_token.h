// Tokens of the links by which moderators set a new password. A token is bound to the present
// password: it is void once that was changed, by the link or otherwise, so it works once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/secret.h"
#include "base/time.h"

namespace afterword {

inline constexpr std::int64_t reset_link_ms = 60 * minute_ms;

/// A token of digits, letters and '-'.
std::string format_reset_token(const SecretKey& key, ModeratorId moderator, Instant expires,
                               std::string_view password_hash, std::string_view email);

/// The moderator that a token names, without any proof; nullopt if it has no token's format.
std::optional<ModeratorId> moderator_of_token(std::string_view token);

/// Whether the token was made by format_reset_token for this moderator with this password and email
/// address, and has not expired. Compares in constant time.
bool is_reset_token(const SecretKey& key, std::string_view token, ModeratorId moderator,
                    std::string_view password_hash, std::string_view email, Instant now);

}  // namespace afterword
