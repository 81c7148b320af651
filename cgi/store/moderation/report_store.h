// Readers' reports of comments, which moderators' decisions close.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/care/care.h"
#include "domain/moderation/report.h"
#include "store/engine/database.h"
#include "store/mail/outbox.h"

namespace afterword {

class ReportStore {
 public:
  explicit ReportStore(Database& database, MailPlan plan = {})
      : database_(database), plan_(std::move(plan)) {}

  enum class Outcome { stored, too_many, no_comment };
  struct Submitted {
    Outcome outcome = Outcome::stored;
    std::int64_t wait_ms = 0;  // for too_many: time until the next report is allowed
  };

  /// Stores a report of a published comment; it stays published. With a care mode, a worried report
  /// opens the comment for care. The first open report of a comment sends mail to the moderators.
  ///
  /// Limits: a reader counts once for each comment and reason, and ten times an hour. A comment has
  /// at most twenty open reports and is newly listed as reported at most three times a day; further
  /// reports are not stored. At most 100 comments an hour are newly listed as reported, of which
  /// the first twenty send mail, and at most ten thousand reports are open.
  Result<Submitted, StoreError> submit(const ReportSubmission& report, CareMode care, Instant now);

  /// All reports of a comment, oldest first.
  Result<std::vector<Report>, StoreError> of_comment(CommentId comment);

  /// Deletes closed reports older than a month.
  Result<void, StoreError> delete_expired(Instant now);

 private:
  std::optional<std::int64_t> wait(std::string_view reader, bool for_care, Instant now);

  Database& database_;
  MailPlan plan_;
};

// --- within a transaction of store/; these throw StoreException

std::vector<Report> list_open_reports(Database& database, CommentId comment);

}  // namespace afterword
