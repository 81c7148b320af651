#include "mail/message.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "domain/comment/submission.h"

namespace afterword {
namespace {

constexpr std::size_t longest_line = 76;

/// The bytes of text in an encoded word "=?UTF-8?B?…?=" of at most so many characters, of which
/// base64 is a multiple of four.
constexpr std::size_t bytes_in_word(std::size_t characters) { return (characters - 12) / 4 * 3; }

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto byte = [&](std::size_t i) {
      return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
    };
    const unsigned group = byte(0) << 16 | byte(1) << 8 | byte(2);
    out += digits[group >> 18 & 63];
    out += digits[group >> 12 & 63];
    out += at + 1 < bytes.size() ? digits[group >> 6 & 63] : '=';
    out += at + 2 < bytes.size() ? digits[group & 63] : '=';
  }
  return out;
}

/// Removes white space and control characters from an address or id.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '<' && c != '>') out += c;
  return out;
}

/// A name before an address, with a space after it; "" for none. It is written as a quoted string
/// or as encoded words, because it may contain commas or colons.
std::string phrase(std::string_view text, std::size_t column) {
  const std::string name = encode_header_text(text, column);
  if (name.empty()) return {};
  if (name.starts_with("=?")) return name + " ";
  std::string quoted;
  for (const char c : name)
    if (c != '"' && c != '\\') quoted += c;
  return fmt::format("\"{}\" ", quoted);
}

/// "Tue, 24 Nov 2026 01:44:19 +0000" (RFC 5322 section 3.3).
std::string mail_date(Instant date) {
  std::string text = format_http_date(date);
  return text.substr(0, text.size() - 3) + "+0000";
}

}  // namespace

std::string encode_header_text(std::string_view text, std::size_t column) {
  std::string line = clean_line(text);
  const bool plain =
      line.size() <= 60 && line.find("=?") == std::string::npos &&
      std::all_of(line.begin(), line.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  if (plain) return line;
  std::string out;
  for (std::string_view rest = line; !rest.empty();) {
    // Does not split a UTF-8 character.
    // A further line begins with a blank.
    const std::size_t used = out.empty() ? column : 1;
    std::size_t size = std::min(bytes_in_word(longest_line - used), rest.size());
    while (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0U) == 0x80U) --size;
    out +=
        fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", base64(rest.substr(0, size)));
    rest.remove_prefix(size);
  }
  return out;
}

std::string encode_quoted_printable(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c == '\n') {
      out += "\r\n";
      column = 0;
      continue;
    }
    const bool at_end = at + 1 == text.size() || text[at + 1] == '\n';
    const bool literal = (c > 0x20 && c < 0x7f && c != '=' && !(c == '.' && column == 0)) ||
                         ((c == ' ' || c == '\t') && !at_end);
    const std::string piece = literal ? std::string(1, text[at]) : fmt::format("={:02X}", c);
    if (column + piece.size() > longest_line - 1) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  }
  if (column > 0) out += "\r\n";
  return out;
}

std::string to_rfc5322(const Message& message) {
  std::string out;
  const auto header = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("{}: {}\r\n", name, value);
  };
  const auto id = [](std::string_view text) {
    return text.empty() ? std::string{} : fmt::format("<{}>", bare(ascii_email(text)));
  };
  const std::string shown = phrase(message.from_name, std::string_view("From: ").size());
  header("Date", mail_date(message.date));
  const std::string from = id(message.from);
  const std::size_t last_line = shown.size() - (shown.rfind('\n') + 1);
  const bool fits = std::string_view("From: ").size() + last_line + from.size() <= longest_line;
  header("From",
         shown.empty() || fits ? shown + from : fmt::format("{}\r\n {}", trim(shown), from));
  header("To", bare(ascii_email(message.to)));
  header("Reply-To", bare(ascii_email(message.reply_to)));
  header("Subject", encode_header_text(message.subject, std::string_view("Subject: ").size()));
  header("Message-ID", id(message.message_id));
  header("In-Reply-To", id(message.in_reply_to));
  std::string references;
  for (const std::string& each : message.references)
    references += (references.empty() ? "" : "\r\n ") + id(each);
  header("References", references);
  header("Auto-Submitted", "auto-generated");
  if (!message.list_id.empty())
    header("List-Id", phrase(message.from_name, std::string_view("List-Id: ").size()) +
                          fmt::format("<{}>", bare(message.list_id)));
  if (!message.unsubscribe.empty()) {
    header("List-Unsubscribe", fmt::format("<{}>", bare(message.unsubscribe)));
    header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "quoted-printable");
  return out + "\r\n" + encode_quoted_printable(message.body);
}

}  // namespace afterword
