// What a database of ours consists of. A trigger or a view that somebody has put into the file
// would run with every statement of ours; so a file that has anything else, or lacks anything, is
// refused.
#pragma once

#include <sqlite3.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace afterword {

/// An object of the schema as the migrations up to a version make it; the columns of sqlite_schema.
struct SchemaObject {
  int version;
  std::string_view type;
  std::string_view name;
  std::string_view table;
  std::string_view sql;
};

/// By version, then by name. Generated when building (cgi/embed/embed_schema).
std::span<const SchemaObject> schema_objects();

struct Migration {
  int version;
  std::string_view name;
  std::string_view sql;
};

/// In ascending order of version, starting with 1. Generated likewise.
std::span<const Migration> sqlite_migrations();

/// How the schema of a file with PRAGMA user_version `version` differs from ours, in a sentence
/// that says what to do, or nothing. It reads sqlite_schema once and runs nothing of what is in it.
/// What SQLite makes by itself, such as the statistics of ANALYZE, is no difference.
std::optional<std::string> schema_fault(sqlite3* connection, const std::string& path, int version);

}  // namespace afterword
