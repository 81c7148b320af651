// Message-IDs. They are stable, so that a repeated mail is recognised as one, and signed for their
// recipient, so that a bounce or a complaint that quotes one is known to be about our mail to it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/secret.h"

namespace afterword {

/// What a mail is about, for its Message-ID.
enum class MessageSubject {
  mail,     // a row of the outbox
  comment,  // every mail to the recipient about this comment has the same id
  thread,   // of no mail; the root of the conversation
};

struct MessageClaims {
  MessageSubject subject = MessageSubject::mail;
  std::int64_t id = 0;
};

/// The part before the '@': "17.HASH", "comment-17.HASH" or "thread-17.HASH".
std::string format_message_id(const SecretKey& key, const MessageClaims& claims,
                              std::string_view recipient);

/// Reads the part before the '@' without checking the hash; nullopt if it is none of ours.
std::optional<MessageClaims> parse_message_id(std::string_view local);

/// Whether it was made for a mail to this address.
bool is_message_to(const SecretKey& key, std::string_view local, std::string_view recipient);

}  // namespace afterword
