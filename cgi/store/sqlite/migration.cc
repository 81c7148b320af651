#include "store/sqlite/migration.h"

#include <fmt/format.h>

#include "store/sqlite/schema.h"

namespace afterword {
namespace {

int pragma_number(sqlite3* connection, const char* pragma) {
  sqlite3_stmt* statement = nullptr;
  int number = -1;
  if (sqlite3_prepare_v2(connection, pragma, -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    number = sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

bool execute(sqlite3* connection, const std::string& sql) {
  return sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::string engine_message(sqlite3* connection) { return sqlite3_errmsg(connection); }

/// Preconditions for migrating a file.
std::optional<std::string> ownership_error(sqlite3* connection, const std::string& path,
                                           int newest) {
  // Read the tables first: a process that is creating the database commits them and its id
  // together.
  const int tables = pragma_number(connection, "SELECT count(*) FROM sqlite_schema");
  // A locked database is waited for once.
  const int application = tables < 0 ? -1 : pragma_number(connection, "PRAGMA application_id");
  if (application < 0)
    return fmt::format("{} cannot be read as a database: {}", path, engine_message(connection));
  if (application != sqlite_application_id && tables > 0)
    return fmt::format(
        "{} is a database of another program; set store.database to Afterword's own file", path);
  const int version = pragma_number(connection, "PRAGMA user_version");
  if (version > newest)
    return fmt::format(
        "{} was made by a newer Afterword (schema {}, this program knows {}); install that version "
        "or restore an older backup",
        path, version, newest);
  return std::nullopt;
}

}  // namespace

int newest_schema() { return sqlite_migrations().back().version; }

int sqlite_schema_version(sqlite3* connection) {
  return pragma_number(connection, "PRAGMA user_version");
}

std::optional<std::string> sqlite_ownership_error(sqlite3* connection, const std::string& path) {
  return ownership_error(connection, path, newest_schema());
}

std::optional<std::string> migrate_sqlite(sqlite3* connection, const std::string& path) {
  const auto migrations = sqlite_migrations();
  const int newest = migrations.back().version;
  if (auto error = ownership_error(connection, path, newest)) return error;
  if (sqlite_schema_version(connection) == newest) return std::nullopt;

  if (!execute(connection, "BEGIN IMMEDIATE"))
    return fmt::format("{} cannot be brought to schema {}: {}", path, newest,
                       engine_message(connection));
  // Read again under the lock, because another process may have migrated in between.
  const int version = sqlite_schema_version(connection);
  // Migrating a modified schema would result in a file that no version of the program accepts.
  if (auto error = version > 0 ? schema_error(connection, path, version) : std::nullopt) {
    execute(connection, "ROLLBACK");
    return error;
  }
  bool done = version >= 0;
  for (const Migration& migration : migrations)
    if (done && migration.version > version) done = execute(connection, std::string(migration.sql));
  done = done &&
         execute(connection, fmt::format("PRAGMA application_id = {}", sqlite_application_id)) &&
         execute(connection, fmt::format("PRAGMA user_version = {}", newest)) &&
         execute(connection, "COMMIT");
  if (done) return std::nullopt;
  const std::string words = engine_message(connection);
  execute(connection, "ROLLBACK");
  return fmt::format("{} cannot be brought to schema {}: {}", path, newest, words);
}

}  // namespace afterword
