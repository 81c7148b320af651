// The measure for accepted posts: one process that does nothing but insert the same row into the
// same tables and indexes, with the same pragmas, one transaction each, and sync each one fully.
// The database was made by `afterword init`; the rows go to a thread that is made here.
//
//   bare_sqlite DATABASE SECONDS [truncate|wal]        prints inserts a second
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

void check(bool good, sqlite3* database, const char* what) {
  if (good) return;
  std::fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(database));
  std::exit(1);
}

void run(sqlite3* database, const char* sql) {
  check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK, database, sql);
}

sqlite3_stmt* prepare(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  check(code == SQLITE_OK, database, sql);
  return statement;
}

void step(sqlite3* database, sqlite3_stmt* statement) {
  check(sqlite3_step(statement) == SQLITE_DONE, database, sqlite3_sql(statement));
  sqlite3_reset(statement);
}

void bind(sqlite3_stmt* statement, int at, const std::string& text) {
  sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) return 2;
  const std::string journal = argc == 4 ? argv[3] : "truncate";
  if (journal != "truncate" && journal != "wal") return 2;
  sqlite3* database = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  check(sqlite3_open_v2(argv[1], &database, flags, nullptr) == SQLITE_OK, database, argv[1]);
  sqlite3_busy_timeout(database, 6'000);
  run(database, ("PRAGMA journal_mode = " + journal).c_str());
  run(database,
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096;"
      "INSERT INTO thread (id, page, path, created_at, changed_at)"
      " VALUES (1000, '/bare', '/bare/', 0, 0) ON CONFLICT DO NOTHING");
  sqlite3_stmt* begin = prepare(database, "BEGIN IMMEDIATE");
  sqlite3_stmt* commit = prepare(database, "COMMIT");
  sqlite3_stmt* insert = prepare(
      database,
      "INSERT INTO comment (thread_id, parent_id, top_level_id, status, reason, author, email,"
      " url, address_prefix, user_agent, text, format, created_at) VALUES (1000, NULL, 1,"
      " 'approved', '', 'Bench', ?1, '', '127.0.0.0/24', '', ?2, 'plain', ?3)");

  // As long as the texts of post.lua.
  const std::string text(330, 't');
  const auto start = std::chrono::steady_clock::now();
  const std::chrono::duration<double> limit(std::atof(argv[2]));
  std::chrono::duration<double> elapsed{};
  long inserts = 0;
  for (; elapsed < limit; ++inserts, elapsed = std::chrono::steady_clock::now() - start) {
    const std::string number = std::to_string(start.time_since_epoch().count() + inserts);
    const std::string email = "x" + number + "@example.org";
    const std::string body = number + " " + text;
    step(database, begin);
    bind(insert, 1, email);
    bind(insert, 2, body);
    sqlite3_bind_int64(insert, 3, 1'700'000'000'000 + inserts);
    step(database, insert);
    step(database, commit);
  }
  std::printf("%.1f\n", static_cast<double>(inserts) / elapsed.count());
  for (sqlite3_stmt* statement : {begin, insert, commit}) sqlite3_finalize(statement);
  sqlite3_close(database);
  return 0;
}
