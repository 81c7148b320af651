// From what a visitor typed to a comment that may be stored: untrusted becomes trusted by changing
// type. Each field has one validator; all errors are reported together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "comment/comment.h"
#include "comment/errors.h"
#include "comment/markup.h"

namespace afterword {

/// The most characters of a comment's text.
inline constexpr std::size_t longest_text = 65'525;

/// The fields as they came, valid UTF-8 without NUL (http/form sees to that).
struct RawSubmission {
  std::string_view author;
  std::string_view email;
  std::string_view url;
  std::string_view comment;
  std::string_view parent;
};

struct SubmissionRules {
  bool require_name_email = true;
  TextFormat format = TextFormat::plain;
};

/// What may be stored. The lengths are within the limits, counted in characters: 245, 100, 200 and
/// longest_text; `url` is empty or http(s).
struct NewComment {
  std::string author;
  std::string email;
  std::string url;
  std::string text;
  TextFormat format = TextFormat::plain;
  std::optional<CommentId> parent;
  std::string plain_text;  // without tags, for matching
  int links = 0;
};

/// Checks every field; the error side holds at least one error, in the order of the form.
Result<NewComment, FieldErrors> validate(const RawSubmission& raw, const SubmissionRules& rules);

/// Whether it can be an address of a mailbox: at least 6 characters, one '@' that is not first, a
/// local part of RFC 5322's unquoted characters, a domain of two or more labels of letters, digits
/// and inner hyphens. "a@b.co" can, "a@b.c", "bob@your mom", "foo@@example.com", "foo@example" not.
bool is_email(std::string_view text);

/// A web address as it can be linked (parse_typed_url): "http://" is put before one without a
/// scheme. nullopt also for a user name, a character that no URL has, or a host without a dot.
std::optional<std::string> web_address(std::string_view text);

/// An e-mail address in the form in which two are compared.
std::string normalized_email(std::string_view email);

/// The mailbox that an address probably leads to, for limits and nothing else: without the case of
/// letters, what follows a plus sign before the @, and dots there. Two people's addresses may have
/// the same one.
std::string mailbox_of(std::string_view email);

}  // namespace afterword
