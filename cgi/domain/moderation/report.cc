#include "domain/moderation/report.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "domain/comment/submission.h"

namespace afterword {
namespace {

constexpr std::array reasons{ReportReason::worried, ReportReason::abuse,
                             ReportReason::spam,    ReportReason::private_data,
                             ReportReason::illegal, ReportReason::other};

}  // namespace

std::span<const ReportReason> report_reasons() { return reasons; }

std::string_view to_text(ReportReason reason) {
  switch (reason) {
    case ReportReason::worried:
      return "worried";
    case ReportReason::abuse:
      return "abuse";
    case ReportReason::spam:
      return "spam";
    case ReportReason::private_data:
      return "private";
    case ReportReason::illegal:
      return "illegal";
    case ReportReason::other:
      break;
  }
  return "other";
}

std::optional<ReportReason> parse_report_reason(std::string_view text) {
  for (const ReportReason reason : reasons)
    if (to_text(reason) == text) return reason;
  return std::nullopt;
}

Result<ReportSubmission, FieldErrors> validate_report(SentFields sent) {
  FieldErrors errors;
  ReportSubmission report;
  const auto reason = parse_report_reason(sent("reason"));
  if (!reason) errors.push_back(FieldError::reason_missing);
  report.reason = reason.value_or(ReportReason::other);
  report.note = clean_text(sent("note"));
  if (count_characters(report.note) > longest_note) errors.push_back(FieldError::note_too_long);
  if (reason == ReportReason::other && !has_visible_character(report.note))
    errors.push_back(FieldError::note_missing);
  report.email = normalized_email(trim(sent("email")));
  if (count_characters(report.email) > longest_email)
    errors.push_back(FieldError::email_too_long);
  else if (!report.email.empty() && !is_email(report.email))
    errors.push_back(FieldError::email_invalid);
  if (!errors.empty()) return Failure{std::move(errors)};
  return report;
}

}  // namespace afterword
