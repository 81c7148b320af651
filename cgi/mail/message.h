// Serialises a mail: RFC 5322 with MIME (RFC 2045, 2047), plain text in UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace afterword {

/// Texts in UTF-8. Control characters are removed from all members except the body, which prevents
/// header injection.
struct Message {
  std::string from;       // an address; sent with its domain in Punycode
  std::string from_name;  // display name of `from`
  std::string to;         // an address
  std::string reply_to;   // an address, or ""
  std::string subject;
  std::string body;
  std::string message_id;   // without the angle brackets, as in the next two
  std::string in_reply_to;  // or ""
  std::vector<std::string> references;
  std::string list_id;      // for mail to subscribers (RFC 2919), without the angle brackets, or ""
  std::string unsubscribe;  // a link for one-click unsubscribing (RFC 8058), or ""
  Instant date;
};

/// Serialises with CRLF line ends: 7-bit, lines of at most 78 characters except for addresses and
/// links, `Auto-Submitted: auto-generated` (RFC 3834).
std::string to_rfc5322(const Message& message);

/// Encodes a text for a header field: on one logical line, as encoded words (RFC 2047) where it is
/// not ASCII, folded to lines of at most 76 characters, of which the first has `column` already.
std::string encode_header_text(std::string_view text, std::size_t column = 0);

/// Quoted-printable (RFC 2045 section 6.7) with CRLF line ends.
std::string encode_quoted_printable(std::string_view text);

}  // namespace afterword
