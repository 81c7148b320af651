// Signed links: an action, its target, an expiry time and a keyed hash of these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"

namespace afterword {

enum class LinkAction {
  approve,
  spam,
  trash,
  confirm,      // the owner of an address subscribes to mail
  unsubscribe,  // the owner of an address declines mail
  own,          // a commenter changes or withdraws their comment
  leave,        // the owner of an address ends all its subscriptions
  refuse,       // the same, and does not want to be asked again
  manage,       // the owner of an address changes its subscriptions
};

std::string_view to_text(LinkAction action);

/// What a link permits. `version` is the version of the comment when the link was made. Every
/// change increments the comment's version, so the link works once. For links about an address,
/// `version` is address_version of that address; those links are in mails of earlier versions.
///
/// The link of a subscription has its id instead. Only `manage` expires; `confirm` is refused after
/// its question has expired. Each of them is useful for its action only.
struct LinkClaims {
  LinkAction action = LinkAction::approve;
  std::int64_t comment = 0;
  std::int64_t version = 0;
  Instant expires;
  std::int64_t subscription = 0;  // 0 for a link about a comment
};

inline constexpr std::int64_t link_ms = 7 * day_ms;
/// How long the page of an address's subscriptions can be opened from a mail.
inline constexpr std::int64_t manage_link_ms = 30 * day_ms;

/// A positive number derived from an address, so that a link made for its owner is invalid once the
/// comment has another address or none.
std::int64_t address_version(const SecretKey& key, std::string_view email);

/// Encodes claims as a token of letters, digits and '-', which mail programs do not alter. A token
/// of a subscription has at most 64 characters.
std::string format_link_token(const SecretKey& key, const LinkClaims& claims);

enum class LinkError {
  malformed,
  wrong,  // signed with another key, or altered
  expired,
};

/// Decodes a token and verifies its signature in constant time.
Result<LinkClaims, LinkError> parse_link_token(const SecretKey& key, std::string_view token,
                                               Instant now);

}  // namespace afterword
