// Reasons for refusing a request: validation errors of single fields, and refusals of the whole
// request. One table defines the status, code and message of each.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace afterword {

/// A validation error: the visitor can correct it.
enum class FieldError {
  author_missing,
  email_missing,
  email_invalid,
  text_missing,
  url_invalid,
  author_too_long,
  email_too_long,
  url_too_long,
  text_too_long,
  parent_invalid,  // not a comment's number
  reason_missing,  // of a report: none, or an unknown one
  note_missing,
  note_too_long,
};

/// Why a whole request is refused: by the moderation policy, because of who sent it and how, or
/// because the database is unavailable.
enum class Refusal {
  unknown_page,
  foreign_page,  // the address of a page of another site
  page_taken,    // a thread cannot be moved to a page with comments of its own
  page_closed,
  thread_locked,
  parent_not_published,
  foreign_origin,
  duplicate,
  flood,
  not_saved,  // a submission could not be stored: the database is unavailable
  signed_out,
  owner_only,
  unknown_action,
  comment_gone,
  setup_over,     // a moderator account exists
  token_missing,  // the file with the setup token does not exist
  token_wrong,
  token_wait,  // too many wrong setup tokens
  link_invalid,
  link_expired,
  link_gone,           // what the link refers to was deleted, removed or anonymised
  comment_changed,     // since the commenter's link was made
  too_many_rewrites,   // the commenter's changes of this comment have reached their limit
  wrong_credentials,   // wrong name or password
  too_many_passwords,  // wrong ones, for sign-in
  too_many_reports,
  too_many_searches,
  confirmation_required,  // the action has a second step
  malformed,
  too_large,
  too_many_pages,
  wrong_method,
  not_found,
  unavailable,  // the database is unavailable
  not_set_up,   // the database has not been created
};

/// Whether and when the same request may succeed, for Retry-After.
enum class Retry {
  no,
  soon,
  after_flood_limit,
  after_wait,  // the time until a counter of attempts permits another one
};

/// The status and texts of an error.
struct ErrorText {
  int status;
  std::string_view code;     // machine-readable (docs/form.md)
  std::string_view field;    // of the form: "author", "email", "url", "comment" or ""
  std::string_view message;  // the section of templates/message.tpl
  Retry retry = Retry::no;
};

const ErrorText& describe(FieldError error);
const ErrorText& describe(Refusal refusal);

using FieldErrors = std::vector<FieldError>;
/// Errors of either kind, in display order.
using ErrorTexts = std::vector<ErrorText>;
ErrorTexts texts_of(const FieldErrors& errors);

/// The names of all sections of templates/message.tpl.
std::vector<std::string_view> message_names();

}  // namespace afterword
