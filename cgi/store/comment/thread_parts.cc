#include "store/comment/thread_parts.h"

#include <limits>

#include "sql/threads.h"

namespace afterword {
namespace {

constexpr std::int64_t long_thread = 1'000;
constexpr int small_bits = 8;
constexpr int large_bits = 14;
constexpr std::int64_t last_id = std::numeric_limits<std::int64_t>::max();

/// Skips the parts in a range that end before a position, which then counts from the part returned.
/// nullopt if there is none.
std::optional<std::int64_t> part_at(Database& database, ThreadId thread, PageUnit unit, int bits,
                                    std::int64_t first, std::int64_t last, std::int64_t& position) {
  std::optional<std::int64_t> found;
  sql::list_parts(database, {.thread = thread.value, .bits = bits, .first = first, .last = last},
                  [&](const sql::ListPartsRow& row) {
                    if (found) return;
                    const std::int64_t units =
                        unit == PageUnit::subthreads ? row.subthreads : row.comments;
                    if (position < units)
                      found = row.part;
                    else
                      position -= units;
                  });
  return found;
}

std::optional<std::int64_t> unit_between(Database& database, ThreadId thread, PageUnit unit,
                                         std::int64_t first, std::int64_t last,
                                         std::int64_t position) {
  if (unit == PageUnit::subthreads)
    return sql::top_level_at(
        database, {.thread = thread.value, .first = first, .last = last, .offset = position});
  return sql::comment_at(
      database, {.thread = thread.value, .first = first, .last = last, .offset = position});
}

std::int64_t count_between(Database& database, ThreadId thread, PageUnit unit, std::int64_t first,
                           std::int64_t id) {
  if (unit == PageUnit::subthreads)
    return sql::subthreads_between(database, {.thread = thread.value, .first = first, .id = id});
  return sql::comments_between(database, {.thread = thread.value, .first = first, .id = id});
}

}  // namespace

ThreadTotals thread_totals(Database& database, ThreadId thread) {
  const auto row = sql::thread_totals(database, thread.value);
  return {row.approved, row.subthreads, row.parts != 0};
}

std::int64_t units_before(Database& database, ThreadId thread, PageUnit unit, CommentId id) {
  if (!sql::has_parts(database, thread.value))
    return count_between(database, thread, unit, 0, id.value);
  const std::int64_t small = id.value >> small_bits;
  const auto before = sql::parts_before(
      database, {.thread = thread.value, .large = id.value >> large_bits, .small = small});
  return (unit == PageUnit::subthreads ? before.subthreads : before.comments) +
         count_between(database, thread, unit, small << small_bits, id.value);
}

std::optional<std::int64_t> unit_at(Database& database, ThreadId thread, PageUnit unit,
                                    std::int64_t position) {
  // The beginning is near anyway.
  if (position < long_thread / 4) return unit_between(database, thread, unit, 0, last_id, position);
  if (!sql::has_parts(database, thread.value))
    return unit_between(database, thread, unit, 0, last_id, position);
  const auto large = part_at(database, thread, unit, large_bits, 0, last_id, position);
  if (!large) return std::nullopt;
  constexpr int ratio = large_bits - small_bits;
  const auto small = part_at(database, thread, unit, small_bits, *large << ratio,
                             ((*large + 1) << ratio) - 1, position);
  if (!small) return std::nullopt;
  return unit_between(database, thread, unit, *small << small_bits,
                      ((*small + 1) << small_bits) - 1, position);
}

void count_parts_of_long_thread(Database& database, ThreadId thread, const ThreadTotals& totals) {
  if (!totals.has_parts && totals.comments > long_thread) sql::insert_parts(database, thread.value);
}

void count_parts_of_long_thread(Database& database, ThreadId thread) {
  if (sql::is_long_thread(database, {.thread = thread.value, .comments = long_thread}))
    sql::insert_parts(database, thread.value);
}

}  // namespace afterword
