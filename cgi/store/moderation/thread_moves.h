// Moves threads to other pages, and lets former names lead to them. A name is either the page of
// one thread or another name of one. For use inside store/, within a transaction of
// ModerationStore. All functions throw StoreException.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/moderation/moderation_batch.h"

namespace afterword {

/// The functions change the threads of one batch, and write its audit-log entries.
class ThreadMoves {
 public:
  explicit ThreadMoves(ModerationBatch& batch) : batch_(batch), database_(batch.database) {}

  /// Moves threads at once: a page that one of them leaves is free for another. A page whose
  /// comments are all permanently deleted, or that is only another name of a thread, is free too.
  std::vector<MoveResult> move(const std::vector<ThreadMove>& moves, IfTaken taken);

  /// Lets another name, the key of a page, lead to a thread. False if it has comments of its own.
  /// Does nothing for a thread that is gone.
  bool add_alias(ThreadId thread, std::string_view name);

  /// Each undoes the entry `undoes`, which must be current (is_page_unchanged), and restores every
  /// name; `refuse` is called for a name that leads elsewhere since.
  bool undo(ThreadId thread, const audit::AddressChange& change, AuditId undoes);
  bool undo(ThreadId from, const audit::Merge& merged, AuditId undoes);
  bool undo(ThreadId thread, const audit::AliasChange& change, AuditId undoes);

 private:
  /// The thread whose page has this name.
  std::optional<ThreadId> thread_with_page(std::string_view page);
  /// The thread of which this is another name.
  std::optional<ThreadId> thread_with_alias(std::string_view page);
  /// Frees a name for a thread: an empty thread there becomes part of it. False if it is taken.
  bool free_page(std::string_view page, ThreadId thread);

  MoveResult move_one(const ThreadMove& move, IfTaken taken);
  MoveResult rename(ThreadId thread, const PageAddress& next);
  void merge(ThreadId from, ThreadId into);
  void set_aside(ThreadId thread);
  void set_address(ThreadId thread, const PageAddress& next);
  void set_alias(std::string_view page, std::optional<ThreadId> thread);
  void move_subthreads(ThreadId from, ThreadId to, const std::vector<std::int64_t>& top_level);
  void write(ThreadId thread, std::string_view action, audit::Change change,
             std::optional<AuditId> undoes = {});
  /// Marks a thread as changed, unless readers have seen nothing of it: its version would tell them
  /// that there is a held comment.
  void touch_if_seen(ThreadId thread);

  ModerationBatch& batch_;
  Database& database_;
};

}  // namespace afterword
