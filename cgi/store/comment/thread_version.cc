#include "store/comment/thread_version.h"

#include "sql/people.h"
#include "sql/threads.h"

namespace afterword {

void raise_thread_version(Database& database, ThreadId thread, Instant now) {
  sql::raise_thread_version(database, {.now = now.ms, .id = thread.value});
}

void raise_thread_versions_of(Database& database, std::string_view email, Instant now) {
  sql::raise_thread_versions_of(database, {.now = now.ms, .email = email});
}

void raise_all_thread_versions(Database& database, Instant now) {
  sql::raise_all_thread_versions(database, now.ms);
}

}  // namespace afterword
