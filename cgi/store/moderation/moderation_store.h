// Moderation actions. Every change is one transaction with its audit-log entries, so that every
// change has one. Every change names the version that the moderator saw, so that newer changes are
// never overwritten (optimistic concurrency).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/moderation/audit.h"
#include "domain/moderation/moderation.h"
#include "domain/moderation/moderation_action.h"
#include "store/engine/database.h"
#include "store/mail/outbox.h"
#include "store/moderation/change.h"

namespace afterword {

struct ActOutcome {
  std::int64_t batch = 0;  // its number in the audit log; 0 if nothing was changed
  std::vector<CommentId> done;
  std::vector<Conflict> conflicts;
  bool owner_only = false;  // nothing was changed, because the change is reserved for owners
};

/// Which changes of the rules a person may undo: their own additions, or all.
enum class RuleRights { own_additions, all };

/// The content of a comment, as edited by a moderator or the commenter.
struct Content {
  std::string author;
  std::string email;
  std::string url;
  std::string text;
};

struct StaffReply {
  Target parent;
  std::string author;
  std::string email;
  std::string text;
  TextFormat format = TextFormat::plain;
  bool pinned = false;
};

struct ReplyOutcome {
  ActOutcome outcome;           // of approving the parent
  std::optional<CommentId> id;  // of the reply; nullopt on a conflict
};

struct ThreadMove {
  ThreadId thread;
  PageAddress to;
};

/// What to do with a thread whose new page has comments of its own.
enum class IfTaken { refuse, merge };
enum class MoveResult { renamed, merged, unchanged, taken };
/// A dry run makes the same changes, returns their results, and rolls them back.
enum class MoveMode { commit, dry_run };

struct MovedThreads {
  ActOutcome outcome;               // nothing after a dry run
  std::vector<MoveResult> results;  // of each move
};

class ModerationStore {
 public:
  explicit ModerationStore(Database& database, MailPlan plan = {})
      : database_(database), plan_(std::move(plan)) {}

  /// Performs `action` on every target that still has the version seen; the others are conflicts.
  /// `note` is the moderator's reason. An action that decides about a comment open for care
  /// resolves it. An approval marks the thread as changed, so that readers see it at once.
  Result<ActOutcome, StoreError> act(const Actor& actor, ModerationAction action,
                                     const std::vector<Target>& targets, std::string_view note,
                                     Instant now);

  /// Changes the content and keeps the previous content as a revision. `action` is "edit" or
  /// "redact".
  Result<ActOutcome, StoreError> edit(const Actor& actor, const Target& target,
                                      const Content& content, std::string_view action, Instant now);

  /// Publishes a reply by a moderator and approves its parent in the same batch.
  Result<ReplyOutcome, StoreError> reply(const Actor& actor, const StaffReply& reply, Instant now);

  /// Moves a comment and its replies to another page, where it becomes a top-level comment.
  Result<ActOutcome, StoreError> move(const Actor& actor, const Target& target,
                                      std::string_view page, std::string_view path, Instant now);

  /// Closes or reopens a page, or keeps it as a memorial: one of the actions `close`, `reopen` and
  /// `memorial`. Does nothing for a page without a thread.
  Result<ActOutcome, StoreError> change_page(const Actor& actor, ThreadId thread,
                                             ModerationAction action, Instant now);
  /// Changes the title of a page; forms of comments do not change it afterwards. Does nothing for a
  /// page without a thread.
  Result<ActOutcome, StoreError> rename_page(const Actor& actor, ThreadId thread,
                                             std::string_view title, Instant now);
  /// Gives threads other pages at once, and lets their former names lead to them. A thread whose
  /// new page has comments of its own is merged with that one, or stays. A move of a thread that is
  /// gone changes nothing.
  Result<MovedThreads, StoreError> move_threads(const Actor& actor,
                                                const std::vector<ThreadMove>& moves, IfTaken taken,
                                                Instant now, MoveMode mode = MoveMode::commit);
  /// Lets another name, the key of a page, lead to a thread; nullopt if it has comments of its own.
  /// A name for a thread that is gone changes nothing.
  Result<std::optional<ActOutcome>, StoreError> add_page_alias(const Actor& actor, ThreadId thread,
                                                               std::string_view name, Instant now,
                                                               MoveMode mode = MoveMode::commit);

  /// A commenter withdraws their own comment: it is moved to the trash, and retention never deletes
  /// it from there. An open care item stays open. `target` has the version of the commenter's link.
  /// Published and waiting comments can be withdrawn even if they were changed since. Returns
  /// `gone` if the comment is in spam or trash, deleted, or anonymised by an erasure.
  Result<Change, StoreError> withdraw(const Actor& actor, const Target& target, Instant now);

  /// Undoes a batch: each comment that was not changed since gets its previous state. A batch that
  /// changed rules is undone only if `rights` include all of them.
  Result<ActOutcome, StoreError> undo(const Actor& actor, std::int64_t batch, RuleRights rights,
                                      Instant now);

 private:
  Database& database_;
  MailPlan plan_;
};

}  // namespace afterword
