// Validates a visitor's submission. Untrusted fields become a Submission, which is trusted. One
// table lists the form's fields with their limits, checks and errors.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/comment/submission.h"
#include "domain/errors.h"

namespace afterword {

/// A field of the form that becomes part of the comment.
struct SubmissionField {
  enum class Need { always, if_name_is, if_email_is, never };

  std::string_view name;
  std::size_t limit;  // in characters, after `clean`
  Need need;
  FieldError missing;
  FieldError too_long;
  FieldError invalid;
  /// Removes parts that are not significant, such as surrounding white space.
  std::string (*clean)(std::string_view sent);
  /// Stores the cleaned value in the submission; false if it is invalid. Called with "" for an
  /// optional field that is empty.
  bool (*store)(std::string value, const SubmissionRules& rules, Submission& submission);
};

/// The title of a page on one line; "" if a reader would see nothing of it. For every entrance of
/// titles: forms, links, moderators and imports. `sent` is valid UTF-8.
std::string clean_title(std::string_view sent);

/// All fields in the order of the form.
std::span<const SubmissionField> submission_fields();

/// Returns the submitted value of a field, or "" if absent. Values are valid UTF-8 without NUL
/// (checked by http/form).
using SentFields = FunctionRef<std::string_view(std::string_view field)>;

/// Validates all fields. On failure returns at least one error, in the order of the form.
Result<Submission, FieldErrors> validate(SentFields sent, const SubmissionRules& rules);

/// Validates a text alone and fills in the members derived from it.
Result<Submission, FieldError> validate_text(std::string_view sent, TextFormat format);

}  // namespace afterword
