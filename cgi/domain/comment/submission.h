// A submission: what a visitor sent, validated (domain/comment/submission_fields), and the forms of
// email and web addresses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/page_path.h"
#include "domain/account/subscription.h"
#include "domain/comment/comment.h"
#include "domain/markup/markup.h"

namespace afterword {

/// The longest values of a comment's fields, in characters.
inline constexpr std::size_t longest_text = 65'525;
inline constexpr std::size_t longest_author = 245;
inline constexpr std::size_t longest_email = 100;
inline constexpr std::size_t longest_website = 200;

struct SubmissionRules {
  bool require_name = true;
  bool require_email = true;
  TextFormat format = TextFormat::plain;
};

/// A validated submission, not yet stored: the fields from validate(), and the handler's
/// information about how it was sent.
struct Submission {
  std::string author;
  std::string email;  // in the form of normalized_email
  std::string url;    // empty, or http(s)
  std::string text;
  TextFormat format = TextFormat::plain;
  std::optional<CommentId> parent;
  std::string plain_text;  // `text` without tags, for matching
  int links = 0;           // number of links in `text`

  PagePath page;
  std::string page_title;  // as the page said; "" if it said none
  std::string address_prefix;
  std::string user_agent;
  std::optional<SubscriptionKind> mail;  // what the commenter wants mail about
  bool trap_filled = false;              // the hidden field (honeypot) was filled in
  // time between opening the form and sending it, as reported by the page's script
  std::optional<std::int64_t> elapsed_ms;
};

/// A syntax check for mailbox addresses: at least 6 characters, one '@' that is not first, a local
/// part of RFC 5322's unquoted characters, a domain of two or more labels of letters, digits and
/// inner hyphens, also of other scripts (IDNA, RFC 5890). Accepts "a@b.co"; rejects "a@b.c",
/// "bob@your mom", "foo@@example.com", "foo@example".
bool is_email(std::string_view text);

/// A linkable web address by the rules of parse_typed_url; "http://" is added if the scheme is
/// missing. nullopt also for a user name, a character that is not allowed in URLs, or a host
/// without a dot.
std::optional<std::string> web_address(std::string_view text);

/// Normalises an email address for comparison: lower case, NFC.
std::string normalized_email(std::string_view email);

/// The address as SMTP without extensions takes it: the domain in Punycode (RFC 3492).
std::string ascii_email(std::string_view email);

/// The mailbox that an address probably belongs to: lower case, without dots and a plus suffix in
/// the local part. Use it for rate limits only, because two people's addresses may have the same
/// result.
std::string mailbox_of(std::string_view email);

}  // namespace afterword
