#include "store/sqlite/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/text.h"

namespace afterword {
namespace {

struct SchemaRow {
  std::string_view type;
  std::string_view name;
  std::string_view table;
  std::string_view sql;
};

std::string_view column(sqlite3_stmt* statement, int number) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, number));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, number))};
}

/// Created by SQLite itself: indexes of constraints, the sequence of ids, statistics of ANALYZE.
bool is_sqlites(const SchemaRow& row) {
  if (row.type == "index") return row.name.starts_with("sqlite_autoindex_") && row.sql.empty();
  return row.type == "table" && (row.name == "sqlite_sequence" || row.name == "sqlite_stat1" ||
                                 row.name == "sqlite_stat4");
}

/// Tables of the search index. Their SQL text may differ between versions of SQLite.
bool is_of_search(std::string_view name) { return name.starts_with("comment_search_"); }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Whether two statements differ in white space only. Versions of SQLite differ in how they append
/// a column that a migration adds.
bool is_same_statement(std::string_view a, std::string_view b) {
  if (a == b) return true;
  for (std::size_t i = 0, j = 0;;) {
    while (i < a.size() && is_space(a[i])) ++i;
    while (j < b.size() && is_space(b[j])) ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (a[i++] != b[j++]) return false;
  }
}

std::string shown(std::string_view name) {
  return is_valid_utf8(name) ? first_characters(clean_line(name), 60) : "?";
}

}  // namespace

std::optional<std::string> schema_error(sqlite3* connection, const std::string& path, int version) {
  std::vector<SchemaObject> missing;
  for (const SchemaObject& object : schema_objects())
    if (object.version == version) missing.push_back(object);
  // Rows have the same order, so the object of the next row is usually the last one here.
  std::reverse(missing.begin(), missing.end());
  sqlite3_stmt* statement = nullptr;
  std::optional<std::string> error;
  int code = sqlite3_prepare_v2(
      connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid", -1,
      &statement, nullptr);
  while (!error && code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    code = SQLITE_OK;
    const SchemaRow row{column(statement, 0), column(statement, 1), column(statement, 2),
                        column(statement, 3)};
    if (is_sqlites(row)) continue;
    const auto ours =
        std::find_if(missing.rbegin(), missing.rend(), [&](const SchemaObject& object) {
          return object.type == row.type && object.name == row.name;
        });
    if (ours == missing.rend())
      error = fmt::format(
          "{} has {} {} named \"{}\" that Afterword did not make, and that could read or change "
          "what it stores; restore a backup without it, or remove it with the sqlite3 program if "
          "you know where it comes from",
          path, row.type == "index" ? "an" : "a", shown(row.type), shown(row.name));
    else if (ours->table != row.table ||
             !(is_same_statement(ours->sql, row.sql) || is_of_search(row.name)))
      error = fmt::format("in {} the {} \"{}\" is not as Afterword made it; restore a backup", path,
                          shown(row.type), shown(row.name));
    else
      missing.erase(std::next(ours).base());
  }
  if (!error && code != SQLITE_DONE)
    error = fmt::format("{} cannot be read as a database: {}", path, sqlite3_errmsg(connection));
  if (!error && !missing.empty())
    error = fmt::format("{} lacks the {} \"{}\"; restore a backup", path, missing.back().type,
                        missing.back().name);
  sqlite3_finalize(statement);
  return error;
}

}  // namespace afterword
