// The measure for imports: all rows of a database that an import has made, in every table, inserted
// into an empty one of the same tables, indexes and search index, by bound statements in one
// transaction, table by table in the order of their keys.
//
//   bare_rows SOURCE DATABASE        prints comments a second; DATABASE was made by `afterword
//   init`
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

void check(bool good, sqlite3* database, const char* what) {
  if (good) return;
  std::fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(database));
  std::exit(1);
}

void run(sqlite3* database, const char* sql) {
  check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK, database, sql);
}

sqlite3_stmt* prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  check(code == SQLITE_OK, database, sql.c_str());
  return statement;
}

/// The tables that the import has filled; those of the search index are filled by it.
std::vector<std::string> filled_tables(sqlite3* database) {
  std::vector<std::string> tables;
  sqlite3_stmt* names = prepare(database,
                                "SELECT name FROM source.sqlite_schema WHERE type = 'table'"
                                " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'comment_search%'"
                                " ORDER BY name = 'thread' DESC, rowid");
  while (sqlite3_step(names) == SQLITE_ROW)
    tables.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(names, 0)));
  sqlite3_finalize(names);
  return tables;
}

/// Inserts the rows that a SELECT returns; returns their number.
long insert_rows(sqlite3* database, const std::string& select, const std::string& into) {
  sqlite3_stmt* rows = prepare(database, select);
  const int columns = sqlite3_column_count(rows);
  std::string parameters = "?1";
  for (int column = 1; column < columns; ++column) parameters += ", ?" + std::to_string(column + 1);
  sqlite3_stmt* insert = prepare(database, "INSERT INTO " + into + " VALUES (" + parameters + ")");
  long inserted = 0;
  for (; sqlite3_step(rows) == SQLITE_ROW; ++inserted) {
    for (int column = 0; column < columns; ++column)
      sqlite3_bind_value(insert, column + 1, sqlite3_column_value(rows, column));
    check(sqlite3_step(insert) == SQLITE_DONE, database, sqlite3_sql(insert));
    sqlite3_reset(insert);
  }
  sqlite3_finalize(rows);
  sqlite3_finalize(insert);
  return inserted;
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
      "PRAGMA main.journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -24000;");

  const auto start = std::chrono::steady_clock::now();
  long comments = 0;
  run(database, "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON");
  for (const std::string& table : filled_tables(database)) {
    // The rows that `afterword init` has made are there.
    const std::string missing =
        "SELECT * FROM source." + table + " EXCEPT SELECT * FROM main." + table;
    const bool is_initial = table == "setting" || table == "rule" || table == "comment_count";
    if (is_initial) {
      run(database, ("REPLACE INTO " + table + " " + missing).c_str());
      continue;
    }
    const long inserted = insert_rows(database, "SELECT * FROM source." + table, table);
    if (table == "comment") comments = inserted;
  }
  insert_rows(database, "SELECT id, text, author, email FROM source.comment ORDER BY id",
              "comment_search (rowid, text, author, email)");
  run(database, "COMMIT");
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("%.1f\n", static_cast<double>(comments) / elapsed.count());
  sqlite3_close(database);
  return 0;
}
