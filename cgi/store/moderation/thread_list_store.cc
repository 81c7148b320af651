#include "store/moderation/thread_list_store.h"

#include <string>

#include "base/text.h"
#include "sql/feeds.h"
#include "sql/moderation.h"
#include "sql/thread_addresses.h"
#include "store/engine/error_boundary.h"

namespace afterword {

namespace {

bool contains(std::string_view text, std::string_view folded) {
  return fold_marks(text).find(folded) != std::string::npos;
}

ThreadSummary summary_of(const sql::ListThreadsView& row) {
  ThreadSummary thread;
  thread.id = ThreadId{row.id};
  thread.path = row.path;
  thread.title = row.title;
  thread.closed = row.closed != 0;
  thread.memorial = row.memorial != 0;
  return thread;
}

}  // namespace

Result<std::vector<ThreadSummary>, StoreError> ThreadListStore::list(const ThreadSearch& search,
                                                                     int offset, int limit) {
  const bool is_search = !search.text.empty() || !search.page.empty() || search.thread;
  const std::string folded = fold_marks(search.text);
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    std::vector<ThreadSummary> threads;
    std::vector<std::int64_t> last;
    int found = 0;
    // SQLite's lower() knows ASCII only, so a search compares here.
    sql::list_threads(
        database_, {.limit = is_search ? -1 : limit, .offset = is_search ? 0 : offset},
        [&](const sql::ListThreadsView& row) {
          if (is_search) {
            const bool is_match =
                row.page == search.page || search.thread == ThreadId{row.id} ||
                (!folded.empty() && (contains(row.path, folded) || contains(row.title, folded)));
            if (!is_match || found++ < offset || std::ssize(threads) >= limit) return;
          }
          threads.push_back(summary_of(row));
          last.push_back(row.last);
        });
    for (std::size_t i = 0; i < threads.size(); ++i) {
      ThreadSummary& thread = threads[i];
      const auto numbers =
          sql::thread_numbers(database_, {.thread = thread.id.value, .last = last[i]});
      thread.approved = static_cast<int>(sql::count_published(database_, thread.id.value));
      thread.waiting = static_cast<int>(numbers.waiting);
      if (numbers.last_at != 0) thread.last = Instant{numbers.last_at};
      sql::list_page_aliases(database_, thread.id.value,
                             [&](std::string_view page) { thread.names.emplace_back(page); });
    }
    return threads;
  });
}

Result<std::vector<ThreadSummary>, StoreError> ThreadListStore::pages() {
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    std::vector<ThreadSummary> threads;
    sql::list_threads(database_, {.limit = -1, .offset = 0},
                      [&](const sql::ListThreadsView& row) { threads.push_back(summary_of(row)); });
    return threads;
  });
}

}  // namespace afterword
