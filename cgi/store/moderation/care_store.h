// Help lines, reply drafts, and readers who are worried about a comment.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/care/care.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"
#include "store/mail/outbox.h"
#include "store/moderation/change.h"

namespace afterword {

struct HelpCount {
  int all = 0;
  int outdated = 0;  // that nobody has verified for half a year
};

/// Whether owners of an attentive site are told that it has no help lines.
enum class HelpNotice { shown, dismissed };

class CareStore {
 public:
  explicit CareStore(Database& database, MailPlan plan = {})
      : database_(database), plan_(std::move(plan)) {}

  Result<std::vector<HelpResource>, StoreError> help();
  Result<HelpCount, StoreError> help_count(Instant now);

  /// What was chosen on the set-up page or on the Care page; nothing while nobody has.
  Result<std::optional<CareMode>, StoreError> mode();
  Result<void, StoreError> set_mode(const Actor& actor, CareMode mode, Instant now);

  /// Dismissed by an owner who has said that the site does without help lines. It holds until one
  /// is added: whoever takes the last one away is told again.
  Result<HelpNotice, StoreError> help_notice();
  Result<void, StoreError> dismiss_help_notice(const Actor& actor, Instant now);

  /// Adds one (its id and date are ignored), verified now.
  Result<Change, StoreError> add_help(const Actor& actor, const HelpResource& help, Instant now);
  /// Changes the one of its id, verified now. Gone when there is none of that id; so for
  /// the others.
  Result<Change, StoreError> change_help(const Actor& actor, const HelpResource& help, Instant now);
  Result<Change, StoreError> verify_help(const Actor& actor, std::int64_t id, Instant now);
  Result<Change, StoreError> remove_help(const Actor& actor, std::int64_t id, Instant now);

  Result<std::vector<ReplyDraft>, StoreError> drafts();
  Result<Change, StoreError> add_draft(const Actor& actor, std::string_view title,
                                       std::string_view text, Instant now);
  Result<Change, StoreError> change_draft(const Actor& actor, const ReplyDraft& draft, Instant now);
  Result<Change, StoreError> remove_draft(const Actor& actor, std::int64_t id, Instant now);

  enum class ReportResult { taken, too_many, no_comment };
  struct ReportOutcome {
    ReportResult report = ReportResult::taken;
    std::int64_t wait_ms = 0;  // for too_many: until it may be tried again
  };
  /// A reader is worried about a published comment: it is opened for care and stays published, and
  /// the moderators are alerted. `reader` is a keyed hash of a network and nothing that a sender
  /// chooses; it counts once a comment and day, and ten times an hour. While the comment is open,
  /// further readers change nothing more of it. Readers open one comment at most three times a day,
  /// and a hundred in all within an hour, of which the first twenty are told by mail.
  Result<ReportOutcome, StoreError> report(CommentId comment, std::string_view reader, Instant now);

  /// Forgets the marks of comments that were looked after before `before`, and what limits do not
  /// need any more.
  Result<void, StoreError> forget(Instant before, Instant now);

 private:
  std::optional<std::int64_t> report_wait(std::string_view reader, Instant now);
  Result<Change, StoreError> change(const Actor& actor, std::string_view action,
                                    FunctionRef<std::int64_t()> write, Instant now);

  Database& database_;
  MailPlan plan_;
};

}  // namespace afterword
