// The queue of outgoing mail. A mail is enqueued in the transaction of the change that it reports,
// and composed when it is sent.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/comment/comment.h"
#include "store/engine/database.h"

namespace afterword {

enum class MailPurpose {
  waiting,        // to the moderators: a comment is in the pending queue
  care,           // to the moderators: a comment is open for care
  care_unread,    // to the moderators: nobody has opened a care item
  approved,       // to the page's author: a new comment was published
  edited,         // to the moderators and the page's author: a published comment was changed
  confirm,        // to a commenter: asks for consent to mail
  published,      // to a commenter: your comment was published
  reply,          // to a commenter: there is a reply to your comment
  reported,       // to the moderators: a reader reported a comment
  report_closed,  // to a reader: the moderators decided about a comment that you reported
  password,       // to a moderator: a link for setting a new password
  test,
};

std::string_view to_text(MailPurpose purpose);
std::optional<MailPurpose> parse_mail_purpose(std::string_view text);

/// Recipients and schedule of mail, from the configuration. If disabled, nothing is enqueued.
struct MailPlan {
  bool enabled = false;
  std::vector<std::string> moderators;
  std::int64_t digest_ms = 0;  // 0: a mail for each waiting comment at once
  std::function<std::string(std::string_view path)> page_author = {};  // "" for none
};

/// How long a care item may stay unopened before the moderators are notified again.
inline constexpr std::int64_t care_unread_ms = 30 * minute_ms;

// --- within a transaction of store/; these throw StoreException

/// Enqueues the mail for a new comment: a care alert, a mail to the moderators, or the mails for a
/// publication. Also enqueues the request for consent if the commenter wants mail and was not asked
/// yet.
void enqueue_for_submission(Database& database, const MailPlan& plan, CommentId comment,
                            Instant now);
/// Enqueues the mail for a comment that was published. The commenter is notified only if a
/// moderator published it.
void enqueue_for_publication(Database& database, const MailPlan& plan, CommentId comment,
                             bool by_moderator, Instant now);
/// Enqueues the mail for a comment that its commenter changed: it is in the pending queue, or
/// different text is published. A recipient has at most one pending mail of a kind about a comment.
void enqueue_for_rewrite(Database& database, const MailPlan& plan, CommentId comment, Instant now);
/// Enqueues the alert for a comment that was opened for care.
void enqueue_for_care(Database& database, const MailPlan& plan, CommentId comment, Instant now);

/// Enqueues the mail to the moderators about a comment with reports.
void enqueue_for_report(Database& database, const MailPlan& plan, CommentId comment, Instant now);
/// Enqueues the mail to a reader whose report was closed; without the comment if it is about to be
/// permanently deleted.
void enqueue_for_closed_report(Database& database, const MailPlan& plan, std::string_view reader,
                               std::optional<CommentId> comment, Instant now);

struct PendingMail {
  MailId id;
  MailPurpose purpose = MailPurpose::test;
  std::string recipient;
  std::optional<CommentId> comment;
  std::string status;
  Instant due;
  int attempts = 0;
  Instant created;
  std::string problem;
};

struct MailCounts {
  int queued = 0;
  int failed = 0;
};

/// The mail worker's view of the queue.
class OutboxStore {
 public:
  explicit OutboxStore(Database& database) : database_(database) {}

  /// Takes the mail that has been due for longest and marks it as being sent, so that no other mail
  /// worker takes it. For a `waiting` mail, all others that are due for the same recipient are
  /// returned with it, to be sent as one message. Empty if nothing is due.
  Result<std::vector<PendingMail>, StoreError> take(Instant now);
  Result<void, StoreError> note_sent(const PendingMail& mail, Instant now);
  /// The mail is obsolete and will not be sent.
  Result<void, StoreError> note_dropped(const PendingMail& mail, Instant now);
  Result<void, StoreError> note_failed(const PendingMail& mail, std::string_view problem,
                                       Instant now);
  /// Schedules another attempt, or records a failure three days after the mail was created.
  Result<void, StoreError> note_delayed(const PendingMail& mail, std::string_view problem,
                                        Instant now);

  /// When the next mail is due; nullopt if none is pending.
  Result<std::optional<Instant>, StoreError> next_due();
  Result<std::vector<PendingMail>, StoreError> list(std::string_view status, int limit);
  Result<MailCounts, StoreError> counts();
  Result<void, StoreError> retry_failed(Instant now);
  /// Enqueues the mail with the link for a new password, at most three a day to an address.
  Result<void, StoreError> enqueue_password(std::string_view recipient, Instant now);
  Result<void, StoreError> enqueue_test(std::string_view recipient, Instant now);
  Result<void, StoreError> delete_expired(Instant before, Instant now);

  // --- consent to mail
  Result<std::string, StoreError> consent(std::string_view email);
  Result<void, StoreError> set_consent(std::string_view email, bool given, Instant now);

 private:
  Result<void, StoreError> set(const PendingMail& mail, std::string_view status, Instant due,
                               int attempts, std::string_view problem, Instant now);

  Database& database_;
};

}  // namespace afterword
