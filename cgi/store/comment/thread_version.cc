#include "store/comment/thread_version.h"

#include "sql/people.h"
#include "sql/threads.h"

namespace afterword {

void raise_thread_version(Database& database, ThreadId thread, Instant now) {
  sql::raise_thread_version(database, {.now = now.ms, .id = thread.value});
  database.note_change(thread);
}

void raise_thread_versions_of(Database& database, std::string_view email, Instant now) {
  sql::raise_thread_versions_of(
      database, {.now = now.ms, .email = email},
      [&](std::int64_t thread) { database.note_change(ThreadId{thread}); });
}

void raise_all_thread_versions(Database& database, Instant now) {
  sql::raise_all_thread_versions(database, now.ms);
  database.note_change_of_all();
}

}  // namespace afterword
