// Mail that is pending, written in the transaction of what it tells; composed when it is sent.
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
  waiting,      // to the moderators: a comment awaits them
  care,         // to the moderators: somebody may need a person
  care_unread,  // to the moderators: and nobody has opened it
  approved,     // to the page's author: a new comment
  edited,       // to the moderators and the page's author: a published comment was changed
  confirm,      // to a commenter: do you want mail?
  published,    // to a commenter: your comment is published
  reply,        // to a commenter: somebody replied
  test,
};

std::string_view to_text(MailPurpose purpose);
std::optional<MailPurpose> parse_mail_purpose(std::string_view text);

/// Who is told of what, from the configuration. Disabled, nothing is pending to anybody.
struct MailPlan {
  bool enabled = false;
  std::vector<std::string> moderators;
  std::int64_t digest_ms = 0;  // 0: each waiting comment at once
  std::function<std::string(std::string_view path)> page_author = {};  // "" for nobody
};

/// How long a care item may stay unopened before the moderators are called again.
inline constexpr std::int64_t care_unread_ms = 30 * minute_ms;

// --- inside a transaction of store/; they throw StoreException

/// What a new comment owes: an alert, a mail to the moderators, or the mails of its publication;
/// and the question whether its writer wants mail, when they said so and nobody asked yet.
void enqueue_for_submission(Database& database, const MailPlan& plan, CommentId comment,
                            Instant now);
/// What a comment owes that is published now; its writer is told when a moderator did it later.
void enqueue_for_publication(Database& database, const MailPlan& plan, CommentId comment,
                             bool by_moderator, Instant now);
/// What a comment owes that its writer has changed: that it waits, or that other words than before
/// are published. Nobody is pending the same about a comment twice.
void enqueue_for_rewrite(Database& database, const MailPlan& plan, CommentId comment, Instant now);
/// The alert for a comment that was opened for care.
void enqueue_for_care(Database& database, const MailPlan& plan, CommentId comment, Instant now);

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

/// The pending mail as a mail worker takes it, one after the other.
class OutboxStore {
 public:
  explicit OutboxStore(Database& database) : database_(database) {}

  /// Takes the mail that has been due for longest and marks it as being sent, so that no other
  /// mail worker takes it. With a waiting mail come the others that are due for the same person:
  /// one message tells of all. Empty when nothing is due.
  Result<std::vector<PendingMail>, StoreError> take(Instant now);
  Result<void, StoreError> note_sent(const PendingMail& mail, Instant now);
  /// There is nothing to tell any more.
  Result<void, StoreError> note_dropped(const PendingMail& mail, Instant now);
  Result<void, StoreError> note_failed(const PendingMail& mail, std::string_view problem,
                                       Instant now);
  /// Tries later, or gives up three days after it was pending.
  Result<void, StoreError> note_delayed(const PendingMail& mail, std::string_view problem,
                                        Instant now);

  /// When the next is due; nullopt when none is pending.
  Result<std::optional<Instant>, StoreError> next_due();
  Result<std::vector<PendingMail>, StoreError> list(std::string_view status, int limit);
  Result<MailCounts, StoreError> counts();
  Result<void, StoreError> retry_failed(Instant now);
  Result<void, StoreError> enqueue_test(std::string_view recipient, Instant now);
  Result<void, StoreError> forget(Instant before, Instant now);

  // --- whether somebody wants mail
  Result<std::string, StoreError> consent(std::string_view email);
  Result<void, StoreError> set_consent(std::string_view email, bool given, Instant now);

 private:
  Result<void, StoreError> set(const PendingMail& mail, std::string_view status, Instant due,
                               int attempts, std::string_view problem, Instant now);

  Database& database_;
};

}  // namespace afterword
