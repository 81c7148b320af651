// A reader's report of a comment: the reasons to choose from, and the validation of the form.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/comment/submission_fields.h"
#include "domain/errors.h"

namespace afterword {

/// Why a reader reports a comment. A new reason also needs its code in sql/schema and its words in
/// templates/report.tpl and templates/moderate_words.tpl.
enum class ReportReason {
  worried,  // about the writer, or somebody in the text: opens the comment for care
  abuse,
  spam,
  private_data,
  illegal,
  other,  // needs a note
};

/// In the order of the form.
std::span<const ReportReason> report_reasons();
std::string_view to_text(ReportReason reason);
std::optional<ReportReason> parse_report_reason(std::string_view text);

/// What a reader sends.
struct ReportSubmission {
  CommentId comment = {};
  ReportReason reason = ReportReason::other;
  std::string note = {};   // at most longest_note characters
  std::string email = {};  // to be told about the decision; "" for nobody
  std::string reader =
      {};  // a keyed hash of the address prefix, never a value that the sender chooses
};

/// A stored report.
struct Report {
  ReportId id;
  ReportReason reason = ReportReason::other;
  std::string note;
  std::string email;
  Instant at;
  bool closed = false;  // by a moderator's decision
};

inline constexpr std::size_t longest_note = 1'000;

/// Validates the fields `reason`, `note` and `email`. On failure returns all errors in the order of
/// the form.
Result<ReportSubmission, FieldErrors> validate_report(SentFields sent);

}  // namespace afterword
