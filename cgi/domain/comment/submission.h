// A submission: what a visitor sent, validated. Untrusted becomes trusted by changing type. One
// table has the fields of the form, each with its limit, its check and its errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/function_ref.h"
#include "base/id.h"
#include "base/page_path.h"
#include "base/result.h"
#include "domain/comment/comment.h"
#include "domain/errors.h"
#include "domain/markup/markup.h"

namespace afterword {

/// The most characters of a comment's text.
inline constexpr std::size_t longest_text = 65'525;

struct SubmissionRules {
  bool require_name_email = true;
  TextFormat format = TextFormat::plain;
};

/// A validated submission, not yet stored: what validate() made of the fields, and what the handler
/// adds about how it was sent.
struct Submission {
  std::string author;
  std::string email;  // normalized_email
  std::string url;    // empty or http(s)
  std::string text;
  TextFormat format = TextFormat::plain;
  std::optional<CommentId> parent;
  std::string plain_text;  // of `text` without tags, for matching
  int links = 0;           // in `text`

  PagePath page;
  std::string address_prefix;
  std::string user_agent;
  bool mail_wanted = false;                // the writer asked for mail about it
  bool trap_filled = false;                // the field that people do not see came back filled in
  std::optional<std::int64_t> elapsed_ms;  // from meeting the form to sending it, as the page says
};

/// A field of the form that becomes part of the comment.
struct SubmissionField {
  enum class Need { always, with_name_email, never };

  std::string_view name;
  std::size_t limit;  // in characters of what `clean` returned
  Need need;
  FieldError missing;
  FieldError too_long;
  FieldError invalid;
  /// What was sent, without what does not count.
  std::string (*clean)(std::string_view sent);
  /// Puts the cleaned value into the submission; false when it cannot be one. Called with "" where
  /// the field is not needed.
  bool (*take)(std::string value, const SubmissionRules& rules, Submission& submission);
};

/// All fields, in the order of the form.
std::span<const SubmissionField> submission_fields();

/// What was sent in a field, by its name; "" where nothing was. Valid UTF-8 without NUL (http/form
/// sees to that).
using SentFields = FunctionRef<std::string_view(std::string_view field)>;

/// Checks every field; the error side holds at least one error, in the order of the form.
Result<Submission, FieldErrors> validate(SentFields sent, const SubmissionRules& rules);

/// Checks a text alone, of which the submission then has what belongs to it.
Result<Submission, FieldError> validate_text(std::string_view sent, TextFormat format);

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
