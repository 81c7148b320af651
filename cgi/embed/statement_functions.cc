// Converts the statements of sql/query to typed functions, and refuses those that do not match the
// schema. sql/README.md describes the file format.
#include "embed/statement_functions.h"

#include <sqlite3.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "embed/files.h"
#include "embed/statement.h"

namespace {

using namespace afterword::embed;

// --- C++ -----------------------------------------------------------------------------------------

/// Converts find_thread to FindThread.
std::string pascal(const std::string& name) {
  std::string out;
  bool begins = true;
  for (const char c : name) {
    if (c != '_') out += begins ? static_cast<char>(std::toupper(c)) : c;
    begins = c == '_';
  }
  return out;
}

std::string optional_of(const Field& field, const std::string& type) {
  return field.nullable ? "std::optional<" + type + ">" : type;
}

std::string type_of(const Field& field, const std::string& text) {
  return optional_of(field, field.type == Type::integer ? "std::int64_t" : text);
}

/// The statement's comment, placed above its declaration.
std::string comment_of(const std::string& purpose) {
  std::istringstream lines(purpose);
  std::string out;
  for (std::string line; std::getline(lines, line);) out += "/// " + line + '\n';
  return out;
}

struct Subject {
  std::string name;
  std::vector<Statement> statements;
  // Structs that statements share by name.
  std::map<std::string, std::vector<Field>> rows;
  std::map<std::string, std::vector<Field>> parameters;
};

bool has_text(const std::vector<Field>& fields) {
  return std::any_of(fields.begin(), fields.end(),
                     [](const Field& field) { return field.type == Type::text; });
}

bool has_row(const Statement& statement) {
  return statement.columns.size() > 1 || !statement.row.empty();
}
bool has_parameters(const Statement& statement) {
  return statement.bound.size() > 1 || !statement.parameters.empty();
}
std::string row_name(const Statement& statement) {
  return statement.row.empty() ? pascal(statement.name) : statement.row;
}
std::string parameters_name(const Statement& statement) {
  return (statement.parameters.empty() ? pascal(statement.name) : statement.parameters) +
         "Parameters";
}

/// The C++ type of a row: owning for a single result, or a view that is valid during a sink's call.
std::string row_type(const Statement& statement, bool owned) {
  if (!has_row(statement))
    return type_of(statement.columns.front(), owned ? "std::string" : "std::string_view");
  const bool is_view = !owned && has_text(statement.columns);
  return row_name(statement) + (is_view ? "View" : "Row");
}

std::string signature(const Statement& statement) {
  std::string answer;
  switch (statement.kind) {
    case Kind::one:
      answer = "std::optional<" + row_type(statement, true) + ">";
      break;
    case Kind::single:
      answer = row_type(statement, true);
      break;
    case Kind::many:
      answer = "void";
      break;
    case Kind::exec:
      answer = "std::int64_t";
      break;
  }
  std::string out = answer + ' ' + statement.name + "(Database& database";
  if (has_parameters(statement))
    out += ", const " + parameters_name(statement) + "& parameters";
  else if (!statement.bound.empty())
    out += ", " + type_of(statement.bound[0], "std::string_view") + ' ' + statement.bound[0].name;
  if (statement.kind == Kind::many) {
    const std::string row = row_type(statement, false);
    out += ", FunctionRef<void(" + (has_row(statement) ? "const " + row + "&" : row) + ")> sink";
  }
  return out + ')';
}

std::string fields_of(const std::vector<Field>& fields, const std::string& text) {
  std::string out;
  for (const Field& field : fields) out += "  " + type_of(field, text) + ' ' + field.name + ";\n";
  return out;
}

std::string row_struct(const std::string& name, const std::vector<Field>& fields) {
  if (!has_text(fields)) return "struct " + name + "Row {\n" + fields_of(fields, "") + "};\n\n";
  return "template <class Text>\nstruct Basic" + name + " {\n" + fields_of(fields, "Text") +
         "};\nusing " + name + "Row = Basic" + name + "<std::string>;\nusing " + name +
         "View = Basic" + name + "<std::string_view>;\n\n";
}

constexpr std::string_view opening = "namespace afterword {\nclass Database;\nnamespace sql {\n\n";
constexpr std::string_view closing = "}  // namespace sql\n}  // namespace afterword\n";

std::string header_of(const Subject& subject) {
  std::string out = "// Generated from sql/query/" + subject.name +
                    ".sql.\n#pragma once\n\n#include <cstdint>\n#include <optional>\n"
                    "#include <string>\n#include <string_view>\n\n"
                    "#include \"base/function_ref.h\"\n\n" +
                    std::string(opening);
  for (const auto& [name, fields] : subject.parameters)
    out += "struct " + name + " {\n" + fields_of(fields, "std::string_view") + "};\n\n";
  for (const auto& [name, fields] : subject.rows) out += row_struct(name, fields);
  for (const Statement& statement : subject.statements)
    out += comment_of(statement.purpose) + signature(statement) + ";\n\n";
  return out + std::string(closing);
}

// --- definitions ---------------------------------------------------------------------------------

std::string values_of(const Statement& statement) {
  const std::string prefix = has_parameters(statement) ? "parameters." : "";
  std::string out;
  for (const Field& field : statement.bound) {
    const std::string value = prefix + field.name;
    out += (out.empty() ? "" : ", ") + (field.nullable ? "or_null(" + value + ')' : value);
  }
  return '{' + out + '}';
}

std::string read_column(const Field& field, std::size_t number, bool owned) {
  const std::string at = '(' + std::to_string(number) + ')';
  std::string value = field.type == Type::integer ? "row.integer" + at : "row.text" + at;
  if (field.type == Type::text && owned) value = "std::string(" + value + ')';
  if (!field.nullable) return value;
  const std::string type = optional_of(field, field.type == Type::integer ? "std::int64_t"
                                              : owned                     ? "std::string"
                                                                          : "std::string_view");
  return "row.is_null" + at + " ? " + type + "() : " + type + '(' + value + ')';
}

std::string read_row(const Statement& statement, bool owned) {
  std::string out;
  for (std::size_t i = 0; i < statement.columns.size(); ++i)
    out += (i == 0 ? "" : ", ") + read_column(statement.columns[i], i, owned);
  return has_row(statement) ? row_type(statement, owned) + '{' + out + '}' : out;
}

std::string definition_of(const Statement& statement) {
  const std::string run =
      "database.run(StatementId::" + statement.name + ", " + values_of(statement);
  std::string body;
  switch (statement.kind) {
    case Kind::exec:
      body = "  return " + run + ");\n";
      break;
    case Kind::many:
      body = "  " + run + ", [&](const Row& row) { sink(" + read_row(statement, false) + "); });\n";
      break;
    case Kind::one:
    case Kind::single:
      body = "  std::optional<" + row_type(statement, true) + "> found;\n  " + run +
             ", [&](const Row& row) {\n    if (!found) found = " + read_row(statement, true) +
             ";\n  });\n  return " +
             (statement.kind == Kind::one ? std::string("found")
                                          : "one(std::move(found), \"" + statement.name + "\")") +
             ";\n";
      break;
  }
  return signature(statement) + " {\n" + body + "}\n\n";
}

std::string source_of(const std::vector<Subject>& subjects) {
  std::string out =
      "// Generated from sql/query.\n#include <string>\n#include <utility>\n\n"
      "#include \"sql/statements.h\"\n#include \"store/engine/database.h\"\n";
  std::string rows;
  std::string definitions;
  for (const Subject& subject : subjects) {
    out += "#include \"sql/" + subject.name + ".h\"\n";
    for (const Statement& statement : subject.statements) {
      rows += "    {\"" + statement.name + "\", " + (statement.may_scan ? "true" : "false") +
              ",\n     " + literal(statement.sql) + "},\n";
      definitions += definition_of(statement);
    }
  }
  return out + "\nnamespace afterword {\nnamespace {\n\nconstexpr StatementText texts[] = {\n" +
         rows +
         "};\n\ntemplate <class T>\nValue or_null(const std::optional<T>& value) {\n"
         "  return value ? Value(*value) : Value(nullptr);\n}\n\n"
         "template <class T>\nT one(std::optional<T>&& found, const char* name) {\n"
         "  if (!found) throw StoreException{StoreError::unavailable, std::string(name) + "
         "\": no row\"};\n  return *std::move(found);\n}\n\n}  // namespace\n\n"
         "const StatementText& statement_text(StatementId id) {\n"
         "  return texts[static_cast<std::size_t>(id)];\n}\n\nnamespace sql {\n\n" +
         definitions + std::string(closing);
}

std::string statements_header(const std::vector<Subject>& subjects) {
  std::string names;
  std::size_t count = 0;
  for (const Subject& subject : subjects) {
    for (const Statement& statement : subject.statements) names += "  " + statement.name + ",\n";
    count += subject.statements.size();
  }
  return "// Generated from sql/query; for the driver of the database.\n#pragma once\n\n"
         "#include <cstddef>\n#include <cstdint>\n#include <string_view>\n\n"
         "namespace afterword {\n\nenum class StatementId : std::uint16_t {\n" +
         names + "};\n\ninline constexpr std::size_t statement_count = " + std::to_string(count) +
         ";\n\nstruct StatementText {\n  std::string_view name;\n"
         "  bool may_scan;  // it may read a whole table\n  std::string_view sql;\n};\n"
         "const StatementText& statement_text(StatementId id);\n\n}  // namespace afterword\n";
}

// --- all statements ------------------------------------------------------------------------------

/// An empty database with the newest schema.
sqlite3* open_schema(const std::string& directory) {
  sqlite3* schema = nullptr;
  if (sqlite3_open(":memory:", &schema) != SQLITE_OK) refuse(directory, "SQLite cannot be used");
  for (const File& file : read_directory(directory))
    if (sqlite3_exec(schema, file.text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      refuse(file.name, sqlite3_errmsg(schema));
  return schema;
}

/// Statements that name the same row must return the same columns.
void add_row(Subject& subject, const Statement& statement) {
  if (statement.columns.empty() || !has_row(statement)) return;
  const auto [found, fresh] = subject.rows.emplace(row_name(statement), statement.columns);
  if (!fresh && found->second != statement.columns)
    refuse(statement.where, "its columns are not those of the other row " + row_name(statement));
}

/// Statements that name the same parameters share a struct; each binds those that it uses.
void add_parameters(Subject& subject, const Statement& statement) {
  if (statement.bound.empty() || !has_parameters(statement)) return;
  auto& fields = subject.parameters[parameters_name(statement)];
  for (const Field& bound : statement.bound) {
    const auto same = std::find_if(fields.begin(), fields.end(),
                                   [&](const Field& field) { return field.name == bound.name; });
    if (same == fields.end())
      fields.push_back(bound);
    else if (*same != bound)
      refuse(statement.where,
             '$' + bound.name + " has another type in " + parameters_name(statement));
  }
}

std::vector<Subject> read_subjects(const std::filesystem::path& directory) {
  const auto files = read_directory(directory);
  auto statements = parse_statements(files);
  std::vector<Subject> subjects;
  std::set<std::string> names;
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (const Statement& statement : statements[i])
      if (!names.insert(statement.name).second)
        refuse(statement.where, "another statement has this name");
    subjects.push_back({stem(files[i].name), std::move(statements[i]), {}, {}});
  }
  return subjects;
}

bool calls(const std::string& source, const std::string& name) {
  const std::string call = "sql::" + name;
  for (std::size_t at = source.find(call); at != std::string::npos;
       at = source.find(call, at + 1)) {
    const char next = at + call.size() < source.size() ? source[at + call.size()] : ' ';
    if (std::isalnum(static_cast<unsigned char>(next)) == 0 && next != '_') return true;
  }
  return false;
}

}  // namespace

namespace afterword::embed {

void embed_statements(const std::filesystem::path& queries,
                      const std::filesystem::path& schema_folder,
                      const std::filesystem::path& out) {
  sqlite3* schema = open_schema(schema_folder.string());
  std::vector<Subject> subjects = read_subjects(queries);
  std::set<std::string> structs;
  for (Subject& subject : subjects) {
    for (Statement& statement : subject.statements) {
      describe(schema, statement);
      add_row(subject, statement);
      add_parameters(subject, statement);
    }
    for (const auto& [name, fields] : subject.rows)
      if (!structs.insert(name).second)
        refuse(subject.name + ".sql", "the row " + name + " is also in another file");
  }
  sqlite3_close(schema);
  std::filesystem::create_directories(out / "sql");
  for (const Subject& subject : subjects)
    write_if_changed(out / "sql" / (subject.name + ".h"), header_of(subject));
  write_if_changed(out / "sql" / "statements.h", statements_header(subjects));
  write_if_changed(out / "sql.cc", source_of(subjects));
}

void refuse_unused_statements(const std::filesystem::path& queries,
                              const std::vector<std::string>& sources) {
  std::string text;
  for (const std::string& path : sources) text += read_file(path);
  for (const Subject& subject : read_subjects(queries))
    for (const Statement& statement : subject.statements)
      if (!calls(text, statement.name)) refuse(statement.where, "nothing calls it; delete it");
}

}  // namespace afterword::embed
