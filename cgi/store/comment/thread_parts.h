// Positions of comments in a thread, and their numbers, without counting a long thread: its
// published comments are counted by ranges of ids (sql/schema/sqlite/0006_thread_parts.sql). A
// thread has these parts from its thousandth published comment on. Inside store/ only.
#pragma once

#include <cstdint>
#include <optional>

#include "base/id.h"
#include "store/engine/database.h"

namespace afterword {

/// What pages of comments consist of.
enum class PageUnit {
  subthreads,  // those in which anything is published, in the order of their top-level comments
  comments,    // published ones, without threading
};

struct ThreadTotals {
  std::int64_t comments = 0;    // published
  std::int64_t subthreads = 0;  // with at least one of them
  bool has_parts = false;
};

ThreadTotals thread_totals(Database& database, ThreadId thread);

/// The number of units before the top-level comment or comment with this id.
std::int64_t units_before(Database& database, ThreadId thread, PageUnit unit, CommentId id);

/// The top-level comment or comment at a position, oldest first, from 0.
std::optional<std::int64_t> unit_at(Database& database, ThreadId thread, PageUnit unit,
                                    std::int64_t position);

/// Counts the parts of a thread that has become long. Call within a transaction that has published
/// comments; a thread that was missed is counted by the next one.
void count_parts_of_long_thread(Database& database, ThreadId thread, const ThreadTotals& totals);
void count_parts_of_long_thread(Database& database, ThreadId thread);

}  // namespace afterword
