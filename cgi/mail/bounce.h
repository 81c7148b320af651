// Reads reports about our mail: delivery status notifications (RFC 3464) and complaints (RFC 5965).
// Anybody can send one, so it counts only if it quotes the Message-ID of a mail to the recipient.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "store/stores.h"

namespace afterword {

/// The longest report that is read, in bytes. Reports quote the mail, which is shorter.
inline constexpr std::size_t longest_report = 1 << 20;

struct BounceReport {
  enum class Kind {
    no_mailbox,  // permanent, about the recipient
    other,       // temporary, a full mailbox, or about us
    complaint,
  } kind = Kind::other;
  std::string status;                   // "5.1.1", or "" for a complaint
  std::string message_id;               // of the mail, the part before the '@'
  std::vector<std::string> recipients;  // that the report names
};

/// Parses a message. The error is a sentence.
Result<BounceReport, std::string> parse_bounce(std::string_view message);

/// Stops mail to the recipient of the mail that a report is about. Returns a sentence about what
/// was done; the error is a sentence too, and then nothing was changed.
Result<std::string, std::string> receive_bounce(Stores& stores, const SecretKey& key,
                                                std::string_view message, Instant now);

}  // namespace afterword
