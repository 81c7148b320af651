// A moderation batch in progress: the changes of one action and their audit-log entries. For use
// inside store/, within a transaction of ModerationStore. All functions throw StoreException.
#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "domain/moderation/audit.h"
#include "store/moderation/audit_log.h"
#include "store/moderation/moderation_store.h"

namespace afterword {

/// A comment before a change.
struct Found {
  CommentState state;
  std::int64_t version = 0;
  ThreadId thread;
  std::optional<CommentId> parent;
  CommentId top_level;
};

std::optional<Found> find_state(Database& database, CommentId id);

class ModerationBatch {
 public:
  ModerationBatch(Database& database, const MailPlan& plan, const Actor& actor, Instant now)
      : database(database), plan(plan), actor(actor), now(now) {}

  Database& database;
  const MailPlan& plan;
  const Actor& actor;
  const Instant now;
  ActOutcome outcome;
  /// False after a move of a thread that could not be undone. Moves are undone together or not at
  /// all, because one may have left its page to another.
  bool moves_undone = true;

  /// Returns the comment if it still has the version that the moderator saw; otherwise records a
  /// conflict.
  std::optional<Found> find_unchanged(const Target& target);
  /// Records a conflict: the action is no longer possible for this comment.
  void refuse(CommentId id);

  /// Each function makes one change, writes its audit-log entry, and records the thread whose
  /// rendered pages are outdated. `undoes` is the entry that the change undoes.
  void change_state(CommentId id, const Found& found, const CommentState& next,
                    std::string_view action, std::string_view note,
                    std::optional<AuditId> undoes = {});
  void change_page(ThreadId thread, const PageState& next, std::string_view action,
                   std::string_view note, std::optional<AuditId> undoes = {});
  void change_title(ThreadId thread, const PageTitle& next, std::string_view action,
                    std::optional<AuditId> undoes = {});
  void change_content(CommentId id, const Found& found, const Content& content,
                      std::string_view action, std::optional<AuditId> undoes = {});
  void change_place(CommentId id, const Found& found, const Place& next, std::string_view action,
                    std::optional<AuditId> undoes = {});
  /// Moves a comment and all replies below it, because a reply must be on its parent's page.
  /// `undoes` returns the entry that the move of a comment undoes.
  void change_subthread(CommentId top, const Place& place, std::string_view action,
                        FunctionRef<std::optional<AuditId>(CommentId)> undoes);

  /// Closes the target's open reports that its moderator saw, or those for one reason, and tells
  /// the readers who left an address; does nothing if there are none. `is_last`: the comment is
  /// about to be permanently deleted, with all its reports.
  void close_reports(const Target& target, ThreadId thread, std::optional<ReportReason> reason = {},
                     bool is_last = false);

  /// Returns the entry's id.
  AuditId write(AuditEntry entry);
  void touch(ThreadId thread) { touched_.insert(thread.value); }
  /// Marks the recorded threads as changed, so that cached pages are rendered again, and commits.
  void commit(Transaction& change);

 private:
  /// The title that came with a comment is published with it.
  void publish_title(CommentId id, ThreadId thread);

  std::set<std::int64_t> touched_;
};

}  // namespace afterword
