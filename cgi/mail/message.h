// A mail as it goes over the wire: RFC 5322 with MIME (RFC 2045, 2047), plain text in UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace afterword {

/// Texts in UTF-8. Whatever is in them, each header stays one header: control characters are taken
/// out of all but the body.
struct Message {
  std::string from;       // an address
  std::string from_name;  // shown before it
  std::string to;         // an address
  std::string reply_to;   // an address, or ""
  std::string subject;
  std::string body;
  std::string message_id;   // without the angle brackets
  std::string unsubscribe;  // a link that works with one press (RFC 8058), or ""
  Instant date;
};

/// The whole message with CRLF line ends: 7-bit, lines of at most 78 characters but for addresses
/// and links, `Auto-Submitted: auto-generated` (RFC 3834).
std::string to_rfc5322(const Message& message);

/// A text for a header: on one line, encoded words (RFC 2047) where it is not plain ASCII, folded.
std::string encode_header_text(std::string_view text);

/// Quoted-printable (RFC 2045 section 6.7) with CRLF line ends.
std::string encode_quoted_printable(std::string_view text);

}  // namespace afterword
