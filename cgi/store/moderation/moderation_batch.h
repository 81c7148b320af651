// A moderation batch on its way: what one action of a moderator found and changed, and its
// audit-log entries. Inside store/ only, within the transaction of a ModerationStore; everything
// here throws StoreException.
#pragma once

#include <optional>
#include <set>
#include <string_view>

#include "domain/moderation/audit.h"
#include "store/moderation/audit_log.h"
#include "store/moderation/moderation_store.h"

namespace afterword {

/// A comment as a change finds it.
struct Found {
  CommentState state;
  std::int64_t version = 0;
  ThreadId thread;
  std::optional<CommentId> parent;
  CommentId top_level;
};

std::optional<Found> find_state(Database& database, CommentId id);

PageState page_state(Database& database, ThreadId thread);

class ModerationBatch {
 public:
  ModerationBatch(Database& database, const MailPlan& plan, const Actor& actor, Instant now)
      : database(database), plan(plan), actor(actor), now(now) {}

  Database& database;
  const MailPlan& plan;
  const Actor& actor;
  const Instant now;
  ActOutcome outcome;

  /// The comment, when it is as the moderator saw it; else it is noted as a conflict.
  std::optional<Found> take(const Target& target);
  /// Notes a comment as a conflict: what was wanted is not possible any more.
  void refuse(CommentId id);

  /// Each of these changes one thing, writes its line, and notes whose page looks different now.
  /// `undoes` is the line that it takes back.
  void change_state(CommentId id, const Found& found, const CommentState& next,
                    std::string_view action, std::string_view note,
                    std::optional<AuditId> undoes = {});
  void change_page(ThreadId thread, const PageState& next, std::string_view action,
                   std::string_view note, std::optional<AuditId> undoes = {});
  void change_content(CommentId id, const Found& found, const Content& content,
                      std::string_view action, std::optional<AuditId> undoes = {});
  void change_place(CommentId id, const Found& found, const Place& next, std::string_view action,
                    std::optional<AuditId> undoes = {});

  void write(AuditEntry entry);
  void touch(ThreadId thread) { touched_.insert(thread.value); }
  /// Makes the changed pages new for their readers, and commits.
  void commit(Transaction& change);

 private:
  std::set<std::int64_t> touched_;
};

}  // namespace afterword
