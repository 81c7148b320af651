// A statement of sql/query as the build tool knows it: its text, its parameters and its columns
// with their types. What the types are read from is told in sql/README.md.
#pragma once

#include <sqlite3.h>

#include <string>
#include <vector>

#include "embed/files.h"

namespace afterword::embed {

enum class Type { integer, text };

/// A parameter or a column of an answer.
struct Field {
  std::string name;
  Type type = Type::integer;
  bool nullable = false;

  bool operator==(const Field&) const = default;
};

/// How many rows a statement answers with, as its `-- name:` line says.
enum class Kind { one, single, many, exec };

struct Statement {
  std::string where;  // "threads.sql:12: find_thread", for refusals
  std::string name;
  Kind kind = Kind::exec;
  std::string row;         // of its `-- row:` line, or empty
  std::string parameters;  // of its `-- parameters:` line, or empty
  std::string purpose;
  bool may_scan = false;
  std::string sql;                // fragments put in, comments taken out
  std::vector<Field> bound;       // in the order in which SQLite numbers them
  std::vector<Field> columns;     // in their order
  std::vector<Field> declared{};  // of `-- $name: type` lines
};

/// The statements of each file, with their text but without their fields. Refuses what is not of
/// the form that sql/README.md describes.
std::vector<std::vector<Statement>> parse_statements(const std::vector<File>& files);

/// Prepares a statement against a database with the newest schema and finds out its fields. Refuses
/// one that does not fit, and one whose types cannot be told.
void describe(sqlite3* schema, Statement& statement);

}  // namespace afterword::embed
