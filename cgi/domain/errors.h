// Why something was refused: what is wrong with a field of a submission, and what stands against a
// request as a whole. What people, scripts and HTTP are told about each is in one table.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace afterword {

/// A validation error: the writer can correct it.
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
  parent_invalid,  // not the number of a comment
};

/// Why a request is not carried out, as a whole: by the moderation policy, by who sent it and how,
/// or because the database cannot be used.
enum class Refusal {
  unknown_page,
  page_closed,
  thread_locked,
  parent_not_published,
  foreign_origin,
  duplicate,
  flood,
  not_saved,  // of a submission, when the database cannot be used
  signed_out,
  owner_only,
  comment_gone,
  link_invalid,
  link_expired,
  malformed,
  too_large,
  too_many_pages,
  wrong_method,
  not_found,
  unavailable,  // the database cannot be used
  not_set_up,   // there is no database yet
};

/// Whether and when the same request may succeed, for Retry-After.
enum class Retry { no, soon, after_flood_limit };

/// What is told about an error.
struct ErrorText {
  int status;
  std::string_view code;     // for scripts (docs/form.md)
  std::string_view field;    // of the form: "author", "email", "url", "comment" or ""
  std::string_view message;  // the section of templates/message.tpl
  Retry retry = Retry::no;
};

const ErrorText& describe(FieldError error);
const ErrorText& describe(Refusal refusal);

using FieldErrors = std::vector<FieldError>;
/// Errors of either kind, in the order in which they are told.
using ErrorTexts = std::vector<ErrorText>;
ErrorTexts texts_of(const FieldErrors& errors);

/// The names of all sections of templates/message.tpl.
std::vector<std::string_view> message_names();

}  // namespace afterword
