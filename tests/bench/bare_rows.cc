// The measure for imports: the rows of a database that an import has made, inserted into an empty
// one of the same tables, indexes and search index, by bound statements in one transaction.
//
//   bare_rows SOURCE DATABASE        prints rows a second; DATABASE was made by `afterword init`
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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  sqlite3* database = nullptr;
  check(sqlite3_open_v2(argv[2], &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) ==
            SQLITE_OK,
        database, argv[2]);
  run(database, ("ATTACH '" + std::string(argv[1]) + "' AS source").c_str());
  run(database,
      "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -24000;");
  sqlite3_stmt* rows = prepare(
      database,
      "SELECT id, thread_id, parent_id, top_level_id, status, author, email, url, address_prefix,"
      " user_agent, text, format, created_at FROM source.comment ORDER BY id");
  sqlite3_stmt* insert = prepare(
      database,
      "INSERT INTO comment (id, thread_id, parent_id, top_level_id, status, author, email, url,"
      " address_prefix, user_agent, text, format, created_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
  sqlite3_stmt* index = prepare(
      database, "INSERT INTO comment_search (rowid, text, author, email) VALUES (?1, ?2, ?3, ?4)");

  const auto start = std::chrono::steady_clock::now();
  long inserts = 0;
  run(database,
      "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON; INSERT INTO thread SELECT * FROM "
      "source.thread");
  for (; sqlite3_step(rows) == SQLITE_ROW; ++inserts) {
    for (int column = 0; column < 13; ++column)
      sqlite3_bind_value(insert, column + 1, sqlite3_column_value(rows, column));
    step(database, insert);
    const int indexed[] = {0, 10, 5, 6};
    for (int at = 0; at < 4; ++at)
      sqlite3_bind_value(index, at + 1, sqlite3_column_value(rows, indexed[at]));
    step(database, index);
  }
  sqlite3_reset(rows);
  run(database, "COMMIT");
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("%.1f\n", static_cast<double>(inserts) / elapsed.count());
  for (sqlite3_stmt* statement : {rows, insert, index}) sqlite3_finalize(statement);
  sqlite3_close(database);
  return 0;
}
