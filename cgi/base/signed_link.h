// Links that carry a right: what may be done, to what, until when, and a keyed hash of all that.
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
  confirm,      // the owner of an address wants mail
  unsubscribe,  // and does not
  own,          // a writer changes or withdraws their comment
};

std::string_view to_text(LinkAction action);

/// What a link allows. `version` is the comment's that whoever got the link was told of; it makes
/// the link good for one use, because any change gives the comment another one. In a link that
/// speaks for an address it is address_version of that.
struct LinkClaims {
  LinkAction action = LinkAction::approve;
  std::int64_t comment = 0;
  std::int64_t version = 0;
  Instant expires;
};

inline constexpr std::int64_t link_ms = 7 * day_ms;

/// A positive number for an address, so that a link that was made for its owner says nothing for
/// another address that the comment has later, or for none.
std::int64_t address_version(const SecretKey& key, std::string_view email);

/// The token of a right: letters, digits and '-', which every mail program leaves alone.
std::string format_link_token(const SecretKey& key, const LinkClaims& right);

enum class LinkError {
  malformed,
  wrong,  // made with another key, or changed on the way
  expired,
};

/// Takes a token apart and checks it in constant time.
Result<LinkClaims, LinkError> parse_link_token(const SecretKey& key, std::string_view token,
                                               Instant now);

}  // namespace afterword
