// A statement of sql/query in the build tool: its text, and its parameters and columns with their
// types. sql/README.md describes how types are determined.
#pragma once

#include <sqlite3.h>

#include <string>
#include <vector>

#include "embed/files.h"

namespace afterword::embed {

enum class Type { integer, text };

/// A parameter or a result column.
struct Field {
  std::string name;
  Type type = Type::integer;
  bool nullable = false;

  bool operator==(const Field&) const = default;
};

/// The number of rows of a statement's result, from its `-- name:` line.
enum class Kind { one, single, many, exec };

struct Statement {
  std::string where;  // for error messages: "threads.sql:12: find_thread"
  std::string name;
  Kind kind = Kind::exec;
  std::string row;         // from its `-- row:` line, or empty
  std::string parameters;  // from its `-- parameters:` line, or empty
  std::string purpose;
  bool may_scan = false;
  std::string sql;                // with fragments inserted and comments removed
  std::vector<Field> bound;       // in SQLite's order of parameter numbers
  std::vector<Field> columns;     // in result order
  std::vector<Field> declared{};  // from `-- $name: type` lines
};

/// Parses the statements of each file, without their fields. Refuses anything that does not have
/// the form described in sql/README.md.
std::vector<std::vector<Statement>> parse_statements(const std::vector<File>& files);

/// Prepares a statement against a database with the newest schema and determines its fields.
/// Refuses a statement that does not match the schema, or whose types cannot be determined.
void describe(sqlite3* schema, Statement& statement);

}  // namespace afterword::embed
