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
#include "domain/account/subscription.h"
#include "domain/comment/comment.h"
#include "store/engine/database.h"

namespace afterword {

enum class MailPurpose {
  waiting,        // to the moderators: a comment is in the pending queue
  care,           // to the moderators: a comment is open for care
  care_unread,    // to the moderators: nobody has opened a care item
  approved,       // to the page's author: a new comment was published
  edited,         // to the moderators and the page's author: a published comment was changed
  confirm,        // to somebody who is said to want mail: asks for consent
  published,      // to a commenter: your comment was published
  reply,          // to a subscriber: there is a reply to your comment
  followed,       // to a subscriber: there is a comment in a conversation that you follow
  digest_daily,   // to a subscriber: an entry of a daily digest
  digest_weekly,  // to a subscriber: an entry of a weekly digest
  reported,       // to the moderators: a reader reported a comment
  report_closed,  // to a reader: the moderators decided about a comment that you reported
  password,       // to a moderator: a link for setting a new password
  test,
};

std::string_view to_text(MailPurpose purpose);
std::optional<MailPurpose> parse_mail_purpose(std::string_view text);

/// Whether the recipient is a visitor, whose address must not get mail after it bounced.
bool is_to_visitor(MailPurpose purpose);
/// Whether it is an entry of a digest to a subscriber.
bool is_digest(MailPurpose purpose);

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
/// publication. Also enqueues the request for consent to the mail that the commenter wants.
void enqueue_for_submission(Database& database, const MailPlan& plan, CommentId comment,
                            std::optional<SubscriptionKind> wanted, Instant now);
/// Enqueues the mail for a comment that was published: to the page's author, and once to each
/// subscriber. The commenter is notified only if a moderator published it.
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
  std::optional<SubscriptionId> subscription;  // of a `confirm` mail
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
  /// worker takes it. For a `waiting` mail or a digest, all others that are due for the same
  /// recipient are returned with it, to be sent as one message. Empty if nothing is due.
  Result<std::vector<PendingMail>, StoreError> take(Instant now);
  /// These record the result for mails that were taken together, in one transaction.
  Result<void, StoreError> note_sent(const std::vector<PendingMail>& mails, Instant now);
  /// The mails are obsolete and will not be sent.
  Result<void, StoreError> note_dropped(const std::vector<PendingMail>& mails, Instant now);
  Result<void, StoreError> note_failed(const std::vector<PendingMail>& mails,
                                       std::string_view problem, Instant now);
  /// Schedules another attempt, or records a failure three days after a mail was first due.
  Result<void, StoreError> note_delayed(const std::vector<PendingMail>& mails,
                                        std::string_view problem, Instant now);

  /// When the next mail is due; nullopt if none is pending.
  Result<std::optional<Instant>, StoreError> next_due();
  Result<std::vector<PendingMail>, StoreError> list(std::string_view status, int limit);
  Result<MailCounts, StoreError> counts();
  Result<void, StoreError> retry_failed(Instant now);
  /// Enqueues the mail with the link for a new password, at most three a day to an address.
  Result<void, StoreError> enqueue_password(std::string_view recipient, Instant now);
  Result<void, StoreError> enqueue_test(std::string_view recipient, Instant now);
  Result<void, StoreError> delete_expired(Instant before, Instant now);

  /// The comments that a comment replies to, directly or not, oldest first.
  Result<std::vector<CommentId>, StoreError> ancestors(CommentId comment);
  /// The recipient of a mail; nullopt if there is no such mail any more.
  Result<std::optional<std::string>, StoreError> recipient(MailId id);
  /// The recipients of the mails about a comment that are not deleted yet.
  Result<std::vector<std::string>, StoreError> recipients_about(CommentId comment);

 private:
  Database& database_;
};

}  // namespace afterword
