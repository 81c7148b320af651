// The measure for accepted posts: one process that does nothing but insert the same row into the
// same schema, with the same pragmas, and sync each one fully.
//
//   bare_sqlite DATABASE SECONDS        prints inserts a second
//
// DATABASE was made by `afterword init`; the rows go to a thread that is made here.
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

void run(sqlite3* database, const char* sql) {
  char* message = nullptr;
  if (sqlite3_exec(database, sql, nullptr, nullptr, &message) == SQLITE_OK) return;
  std::fprintf(stderr, "%s: %s\n", sql, message);
  std::exit(1);
}

void step(sqlite3* database, sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) {
    std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
    std::exit(1);
  }
  sqlite3_reset(statement);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  sqlite3* database = nullptr;
  if (sqlite3_open(argv[1], &database) != SQLITE_OK) return 1;
  sqlite3_busy_timeout(database, 6'000);
  run(database,
      "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA cache_size = -4096;"
      "INSERT INTO thread (id, page, path, created_at, changed_at) VALUES (1000, '/bare', '/bare/',"
      " 0, 0) ON CONFLICT DO NOTHING;");
  sqlite3_stmt *begin, *insert, *commit;
  sqlite3_prepare_v2(database, "BEGIN IMMEDIATE", -1, &begin, nullptr);
  sqlite3_prepare_v2(database, "COMMIT", -1, &commit, nullptr);
  sqlite3_prepare_v2(database,
                     "INSERT INTO comment (thread_id, root_id, status, author, email, url, network,"
                     " user_agent, text, format, created_at) VALUES (1000, 1, 'approved', ?1, ?2,"
                     " '', '127.0.0.0/24', 'bench', ?3, 'plain', ?4)",
                     -1, &insert, nullptr);
  const std::string text(300, 't');
  const auto start = std::chrono::steady_clock::now();
  const std::chrono::duration<double> limit(std::atof(argv[2]));
  std::chrono::duration<double> elapsed{};
  long inserts = 0;
  for (; elapsed < limit; ++inserts, elapsed = std::chrono::steady_clock::now() - start) {
    const std::string number = std::to_string(inserts);
    const std::string email = "bare" + number + "@example.org";
    const std::string body = number + " " + text;
    step(database, begin);
    sqlite3_bind_text(insert, 1, "Bench", -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, email.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, body.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 4, 1'700'000'000'000 + inserts);
    step(database, insert);
    step(database, commit);
  }
  std::printf("%.0f\n", static_cast<double>(inserts) / elapsed.count());
  return 0;
}
