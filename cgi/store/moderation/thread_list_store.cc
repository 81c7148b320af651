#include "store/moderation/thread_list_store.h"

#include <string>

#include "base/ascii.h"
#include "sql/moderation.h"
#include "store/engine/columns.h"
#include "store/engine/error_boundary.h"

namespace afterword {

Result<std::vector<ThreadSummary>, StoreError> ThreadListStore::list(std::string_view search,
                                                                     int offset, int limit) {
  const std::string folded = ascii_lower(search);
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    std::vector<ThreadSummary> threads;
    sql::list_threads(database_, {.search = text_or_null(folded), .limit = limit, .offset = offset},
                      [&](const sql::ListThreadsView& row) {
                        ThreadSummary thread;
                        thread.id = ThreadId{row.id};
                        thread.path = row.path;
                        thread.title = row.title;
                        thread.closed = row.closed != 0;
                        thread.memorial = row.memorial != 0;
                        threads.push_back(std::move(thread));
                      });
    for (ThreadSummary& thread : threads) {
      const auto numbers = sql::thread_numbers(database_, thread.id.value);
      thread.approved = static_cast<int>(numbers.approved);
      thread.waiting = static_cast<int>(numbers.waiting);
      if (numbers.last_at != 0) thread.last = Instant{numbers.last_at};
    }
    return threads;
  });
}

}  // namespace afterword
