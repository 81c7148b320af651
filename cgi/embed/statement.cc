#include "embed/statement.h"

#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace afterword::embed {
namespace {

// --- tokens
// ---------------------------------------------------------------------------------------

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

bool is_name(std::string_view text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
         std::all_of(text.begin(), text.end(), is_word);
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

/// The end of the quoted text at `at`; doubled quotes belong to it.
std::size_t end_of_quoted(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  for (++at; at < sql.size(); ++at) {
    if (sql[at] != quote) continue;
    if (at + 1 == sql.size() || sql[at + 1] != quote) return at + 1;
    ++at;
  }
  return sql.size();
}

std::size_t end_of_token(std::string_view sql, std::size_t at) {
  static const std::set<std::string_view> operators{"<=", ">=", "<>", "==", "!=", "||"};
  if (sql[at] == '\'' || sql[at] == '"') return end_of_quoted(sql, at);
  std::size_t end = at + 1;
  if (sql[at] == '$' || sql[at] == '@' || is_word(sql[at])) {
    while (end < sql.size() && is_word(sql[end])) ++end;
    return end;
  }
  return operators.contains(sql.substr(at, 2)) ? at + 2 : end;
}

using Tokens = std::vector<std::string>;

/// Names, $parameters, numbers, quoted texts and operators.
Tokens tokens_of(const std::string& sql) {
  Tokens tokens;
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = end_of_token(sql, at);
    if (!is_space(sql[at])) tokens.push_back(sql.substr(at, end - at));
    at = end;
  }
  return tokens;
}

std::optional<Type> parse_type(std::string_view text) {
  if (text == "integer") return Type::integer;
  if (text == "text") return Type::text;
  return std::nullopt;
}

std::string to_text(Type type) { return type == Type::integer ? "integer" : "text"; }

// --- file format
// ----------------------------------------------------------------------------------

/// A `-- name:` or `-- fragment:` line and the text after it.
struct Section {
  std::string where;
  std::string head;  // after `-- `
  std::vector<std::string> comment;
  std::string body;
};

/// The value of a line such as `row: Comment`.
std::optional<std::string> value_of(const std::string& line, std::string_view key) {
  if (!line.starts_with(key)) return std::nullopt;
  return trimmed(std::string_view(line).substr(key.size()));
}

/// Removes the `;` at the end of a body, and refuses text after it.
void end_body(Section& section) {
  const std::size_t end = section.body.find(';');
  if (end == std::string::npos) refuse(section.where, "the `;` at its end is missing");
  if (!trimmed(section.body.substr(end + 1)).empty())
    refuse(section.where, "more SQL after its `;`: is a line `-- name:` missing?");
  section.body = trimmed(section.body.substr(0, end));
}

std::vector<Section> sections_of(const File& file) {
  std::vector<Section> sections;
  std::istringstream lines(file.text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string where = file.name + ':' + std::to_string(++number);
    const std::string text = trimmed(line);
    const bool is_comment = text.starts_with("--");
    const std::string comment = is_comment ? trimmed(text.substr(2)) : "";
    if (comment.starts_with("name:") || comment.starts_with("fragment:")) {
      if (!sections.empty()) end_body(sections.back());
      sections.push_back({where, comment, {}, {}});
    } else if (is_comment && !sections.empty() && trimmed(sections.back().body).empty()) {
      sections.back().comment.push_back(comment);
    } else if (!is_comment && !text.empty()) {
      if (sections.empty()) refuse(where, "SQL before the first `-- name:`");
      sections.back().body += line.substr(0, line.find("-- ")) + '\n';
    }
  }
  if (!sections.empty()) end_body(sections.back());
  return sections;
}

/// `$since: integer` or `$parent: integer?`.
std::optional<Field> parse_declared(const Section& section, const std::string& line) {
  if (!line.starts_with("$")) return std::nullopt;
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos) return std::nullopt;
  std::string type = trimmed(std::string_view(line).substr(colon + 1));
  const bool nullable = type.ends_with('?');
  if (nullable) type.pop_back();
  const auto known = parse_type(type);
  if (!known) refuse(section.where, '"' + line + "\": the type is `integer` or `text`");
  return Field{line.substr(1, colon - 1), *known, nullable};
}

Kind parse_kind(const Section& section, std::string_view text) {
  if (text == ":one") return Kind::one;
  if (text == ":single") return Kind::single;
  if (text == ":many") return Kind::many;
  if (text == ":exec") return Kind::exec;
  refuse(section.where, "`-- name: NAME` is followed by :one, :single, :many or :exec");
}

void read_header(const Section& section, Statement& statement) {
  for (const std::string& line : section.comment) {
    if (const auto row = value_of(line, "row:")) {
      statement.row = *row;
    } else if (const auto parameters = value_of(line, "parameters:")) {
      statement.parameters = *parameters;
    } else if (const auto reason = value_of(line, "scan:")) {
      if (reason->empty()) refuse(statement.where, "`-- scan:` says why it may read a whole table");
      statement.may_scan = true;
    } else if (const auto field = parse_declared(section, line)) {
      statement.declared.push_back(*field);
    } else {
      statement.purpose += (statement.purpose.empty() ? "" : "\n") + line;
    }
  }
  if (statement.purpose.empty()) refuse(statement.where, "a comment must say its purpose");
}

/// SQL that several statements share.
struct Fragment {
  Section section;
  bool is_used = false;
  bool is_open = false;  // while its own fragments are being inserted, to detect cycles
};
using Fragments = std::map<std::string, Fragment>;

/// Replaces each @name in the SQL by the fragment with that name, and adds the fragment's
/// parameters to `declared`.
std::string with_fragments(const Section& section, Fragments& fragments,
                           std::vector<Field>& declared) {
  std::string sql;
  const std::string& body = section.body;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = end_of_token(body, at);
    const std::string token = body.substr(at, end - at);
    at = end;
    if (token.front() != '@') {
      sql += token;
      continue;
    }
    const auto found = fragments.find(token.substr(1));
    if (found == fragments.end())
      refuse(section.where, "no `-- fragment:` is named " + token.substr(1));
    Fragment& fragment = found->second;
    if (fragment.is_open) refuse(fragment.section.where, "the fragment contains itself");
    fragment.is_used = fragment.is_open = true;
    sql += with_fragments(fragment.section, fragments, declared);
    fragment.is_open = false;
    for (const std::string& line : fragment.section.comment)
      if (const auto field = parse_declared(fragment.section, line);
          field && std::find(declared.begin(), declared.end(), *field) == declared.end())
        declared.push_back(*field);
  }
  return sql;
}

Statement make_statement(const Section& section, const std::string& head, Fragments& fragments) {
  const std::size_t space = std::min(head.find(' '), head.size());
  Statement statement;
  statement.name = head.substr(0, space);
  statement.where = section.where + ": " + statement.name;
  if (!is_name(statement.name)) refuse(section.where, "`-- name:` is followed by a name");
  statement.kind = parse_kind(section, trimmed(head.substr(space)));
  read_header(section, statement);
  statement.sql = with_fragments(section, fragments, statement.declared);
  return statement;
}

// --- types ---------------------------------------------------------------------------------------

struct Column {
  std::optional<Type> type;  // nullopt for a column without a declared type
  bool nullable = false;
};
using Table = std::map<std::string, Column>;

std::string text_column(sqlite3_stmt* row, int number) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, number));
  return text == nullptr ? "" : text;
}

Table read_table(sqlite3* schema, const std::string& name) {
  Table table{{"rowid", {Type::integer, false}}};
  sqlite3_stmt* rows = nullptr;
  sqlite3_prepare_v2(schema, "SELECT name, lower(type), \"notnull\", pk FROM pragma_table_info(?1)",
                     -1, &rows, nullptr);
  sqlite3_bind_text(rows, 1, name.c_str(), -1, SQLITE_TRANSIENT);
  std::vector<std::string> key;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    const std::string column = text_column(rows, 0);
    table[column] = {parse_type(text_column(rows, 1)), sqlite3_column_int(rows, 2) == 0};
    if (sqlite3_column_int(rows, 3) != 0) key.push_back(column);
  }
  sqlite3_finalize(rows);
  // An INTEGER PRIMARY KEY is never NULL; other single-column keys of rowid tables may be.
  if (key.size() == 1 && table[key.front()].type == Type::integer)
    table[key.front()].nullable = false;
  return table;
}

/// A table in a statement, with its alias.
struct Source {
  std::string alias;
  Table table;
};

bool is_keyword(const std::string& token) {
  static const std::set<std::string> words{"ON",     "WHERE", "JOIN",  "LEFT",   "CROSS",
                                           "INNER",  "SET",   "ORDER", "GROUP",  "LIMIT",
                                           "HAVING", "UNION", "USING", "VALUES", "RETURNING",
                                           "SELECT", "DO",    "OR",    "AND",    "DEFAULT"};
  return words.contains(upper(token));
}

/// The tables in a statement. Columns of tables after LEFT JOIN may be NULL.
std::vector<Source> sources_of(sqlite3* schema, const Tokens& tokens) {
  std::vector<Source> sources;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const std::string word = upper(tokens[i]);
    if (word != "FROM" && word != "JOIN" && word != "INTO" && word != "UPDATE") continue;
    std::size_t at = i + 1;
    if (upper(tokens[at]) == "OR") at += 2;  // UPDATE OR IGNORE
    if (at >= tokens.size() || !is_name(tokens[at]) || is_keyword(tokens[at])) continue;
    Source source{tokens[at], read_table(schema, tokens[at])};
    const bool is_left = i > 0 && upper(tokens[i - 1]) == "LEFT";
    for (auto& [name, column] : source.table) column.nullable = column.nullable || is_left;
    if (word == "INTO") sources.push_back({"excluded", source.table});
    if (++at < tokens.size() && upper(tokens[at]) == "AS") ++at;
    if (at < tokens.size() && is_name(tokens[at]) && !is_keyword(tokens[at]))
      source.alias = tokens[at];
    sources.push_back(std::move(source));
  }
  return sources;
}

/// The column that `alias.name` or `name` refers to, if the statement's tables agree on its type.
/// It may be NULL if it may be in one of them.
std::optional<Column> resolve(const std::vector<Source>& sources, std::string_view alias,
                              const std::string& name) {
  std::optional<Column> found;
  for (const Source& source : sources) {
    const auto column = source.table.find(name);
    if ((!alias.empty() && source.alias != alias) || column == source.table.end()) continue;
    if (alias.empty() && source.alias == "excluded") continue;
    if (found && found->type != column->second.type) return std::nullopt;
    const bool nullable = column->second.nullable || (found && found->nullable);
    found = Column{column->second.type, nullable};
  }
  return found;
}

// --- parameters ----------------------------------------------------------------------------------

/// The type of the operand before `end` or at it, if it is a column or a literal.
std::optional<Type> operand_before(const Tokens& tokens, std::size_t end,
                                   const std::vector<Source>& sources) {
  if (end == 0 || !is_name(tokens[end - 1])) return std::nullopt;
  const bool qualified = end >= 3 && tokens[end - 2] == ".";
  const auto column = resolve(sources, qualified ? tokens[end - 3] : "", tokens[end - 1]);
  return column ? column->type : std::nullopt;
}

std::optional<Type> operand_at(const Tokens& tokens, std::size_t at,
                               const std::vector<Source>& sources) {
  if (at >= tokens.size()) return std::nullopt;
  if (tokens[at].front() == '\'') return Type::text;
  if (std::isdigit(static_cast<unsigned char>(tokens[at].front())) != 0) return Type::integer;
  const bool qualified = at + 2 < tokens.size() && tokens[at + 1] == ".";
  return operand_before(tokens, qualified ? at + 3 : at + 1, sources);
}

bool compares(const std::string& token) {
  static const std::set<std::string> operators{"=", "==", "<>", "!=", "<", ">", "<=", ">=", "IS"};
  return operators.contains(upper(token));
}

/// The type that the context of the parameter at `at` implies.
std::optional<Type> type_in_place(const Tokens& tokens, std::size_t at,
                                  const std::vector<Source>& sources) {
  const std::string before = at > 0 ? upper(tokens[at - 1]) : "";
  if (before == "LIMIT" || before == "OFFSET") return Type::integer;
  if (before == "MATCH") return Type::text;
  if (compares(before)) return operand_before(tokens, at - 1, sources);
  if (at + 1 < tokens.size() && compares(tokens[at + 1]))
    return operand_at(tokens, at + 2, sources);
  // column [NOT] BETWEEN $first AND $last
  const std::size_t between = before == "BETWEEN" ? at - 1
                              : before == "AND" && at >= 3 && upper(tokens[at - 3]) == "BETWEEN"
                                  ? at - 3
                                  : 0;
  if (between == 0) return std::nullopt;
  return operand_before(tokens, between - (upper(tokens[between - 1]) == "NOT" ? 1 : 0), sources);
}

/// The comma-separated parts of the parentheses that open at `at`, and the position of the closing
/// one.
std::pair<std::vector<Tokens>, std::size_t> list_at(const Tokens& tokens, std::size_t at) {
  std::vector<Tokens> parts(1);
  int depth = 0;
  for (; at < tokens.size(); ++at) {
    const std::string& token = tokens[at];
    if (token == ")" && --depth == 0) break;
    if (token == "," && depth == 1)
      parts.emplace_back();
    else if (depth > 0)
      parts.back().push_back(token);
    if (token == "(") ++depth;
  }
  return {parts, at};
}

/// Parameters that are the value of a column in INSERT INTO table (…) VALUES (…).
std::map<std::string, Type> inserted_types(const Tokens& tokens,
                                           const std::vector<Source>& sources) {
  std::map<std::string, Type> types;
  const auto open = std::find(tokens.begin(), tokens.end(), "(");
  if (upper(tokens.front()) != "INSERT" || open == tokens.end()) return types;
  const auto [columns, close] = list_at(tokens, static_cast<std::size_t>(open - tokens.begin()));
  if (close + 2 >= tokens.size() || upper(tokens[close + 1]) != "VALUES") return types;
  const auto values = list_at(tokens, close + 2).first;
  for (std::size_t i = 0; i < std::min(columns.size(), values.size()); ++i) {
    if (values[i].size() != 1 || values[i].front().front() != '$') continue;
    const auto column = resolve(sources, "excluded", columns[i].front());
    if (column && column->type) types.emplace(values[i].front().substr(1), *column->type);
  }
  return types;
}

/// The type of a parameter by its uses, which must agree; nullopt if unknown.
std::optional<Type> type_by_use(const Statement& statement, const std::string& name,
                                const Tokens& tokens, const std::vector<Source>& sources) {
  std::optional<Type> found;
  const auto see = [&](std::optional<Type> type) {
    if (type && found && *type != *found)
      refuse(statement.where,
             '$' + name + " is used as " + to_text(*found) + " and as " + to_text(*type));
    if (type) found = type;
  };
  const auto inserted = inserted_types(tokens, sources);
  if (const auto type = inserted.find(name); type != inserted.end()) see(type->second);
  for (std::size_t at = 0; at < tokens.size(); ++at)
    if (tokens[at] == '$' + name) see(type_in_place(tokens, at, sources));
  return found;
}

Field describe_parameter(const Statement& statement, const std::string& name,
                         const std::optional<Type>& used) {
  const auto declared = std::find_if(statement.declared.begin(), statement.declared.end(),
                                     [&](const Field& field) { return field.name == name; });
  if (declared == statement.declared.end()) {
    if (used) return {name, *used, false};
    refuse(statement.where,
           "the type of $" + name + " cannot be told; add `-- $" + name + ": integer` or text");
  }
  if (used && *used != declared->type)
    refuse(statement.where, '$' + name + " is declared " + to_text(declared->type) +
                                " and used as " + to_text(*used));
  return *declared;
}

void describe_parameters(sqlite3_stmt* prepared, Statement& statement, const Tokens& tokens,
                         const std::vector<Source>& sources) {
  std::set<std::string> names;
  for (int i = 1; i <= sqlite3_bind_parameter_count(prepared); ++i) {
    const char* given = sqlite3_bind_parameter_name(prepared, i);
    if (given == nullptr || *given != '$') refuse(statement.where, "parameters are named $name");
    const std::string name = given + 1;
    names.insert(name);
    const auto used = type_by_use(statement, name, tokens, sources);
    statement.bound.push_back(describe_parameter(statement, name, used));
  }
  for (const Field& field : statement.declared)
    if (!names.contains(field.name))
      refuse(statement.where, '$' + field.name + " is declared and not used");
}

// --- columns -------------------------------------------------------------------------------------

/// The columns of the result: after the statement's first SELECT, or after RETURNING.
std::vector<Tokens> column_list(const Tokens& tokens) {
  Tokens list{"("};
  int depth = 0;
  bool inside = false;
  bool returning = false;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const std::string word = upper(tokens[at]);
    if (word == ")") --depth;
    if (depth == 0 && word == "RETURNING") {
      list.resize(1);
      inside = returning = true;
    } else if (at == 0 && word == "SELECT") {
      inside = true;
      if (tokens.size() > 1 && upper(tokens[1]) == "DISTINCT") ++at;
    } else if (depth == 0 && inside && !returning && (word == "FROM" || word == "UNION")) {
      inside = false;
    } else if (inside) {
      list.push_back(tokens[at]);
    }
    if (word == "(") ++depth;
  }
  list.emplace_back(")");
  return list.size() == 2 ? std::vector<Tokens>{} : list_at(list, 0).first;
}

/// A column's name with annotations: `name`, `name!`, `name?`, `name: type` or `name?: type`.
struct Label {
  std::string name;
  std::optional<Type> type;
  std::optional<bool> nullable;
};

Label parse_label(const Statement& statement, const std::string& text) {
  Label label;
  const std::size_t colon = text.find(':');
  label.name = text.substr(0, colon);
  if (colon != std::string::npos) {
    label.type = parse_type(trimmed(std::string_view(text).substr(colon + 1)));
    if (!label.type) refuse(statement.where, '"' + text + "\": the type is `integer` or `text`");
  }
  if (label.name.ends_with('?') || label.name.ends_with('!')) {
    label.nullable = label.name.back() == '?';
    label.name.pop_back();
  }
  if (!is_name(label.name))
    refuse(statement.where, "the column " + text + " needs a name: … AS \"name: integer\"");
  return label;
}

/// The table column that a part of the list refers to; nullopt for an expression.
std::optional<Column> plain_column(const Tokens& part, const std::vector<Source>& sources) {
  const bool named = part.size() >= 3 && upper(part[part.size() - 2]) == "AS";
  const std::size_t size = part.size() - (named ? 2 : 0);
  if (size == 1 && is_name(part[0])) return resolve(sources, "", part[0]);
  if (size == 3 && part[1] == "." && is_name(part[2])) return resolve(sources, part[0], part[2]);
  return std::nullopt;
}

Field describe_column(const Statement& statement, const Label& label,
                      const std::optional<Column>& plain, const char* declared_type) {
  const auto declared = parse_type(declared_type == nullptr ? "" : declared_type);
  const auto type = declared ? declared : plain ? plain->type : std::nullopt;
  if (type && label.type && type != label.type)
    refuse(statement.where,
           "the column " + label.name + " is " + to_text(*type) + ", not " + to_text(*label.type));
  if (!type && !label.type)
    refuse(statement.where, "the type of the column " + label.name + " cannot be told; add AS \"" +
                                label.name + ": integer\" or text");
  const bool nullable = label.nullable.value_or(plain && plain->nullable);
  return {label.name, type ? *type : *label.type, nullable};
}

void describe_columns(sqlite3_stmt* prepared, Statement& statement, const Tokens& tokens,
                      const std::vector<Source>& sources) {
  const auto count = static_cast<std::size_t>(sqlite3_column_count(prepared));
  if (statement.kind == Kind::exec && count != 0)
    refuse(statement.where, ":exec, but it returns columns");
  if (statement.kind != Kind::exec && count == 0)
    refuse(statement.where, "no column, so it is :exec");
  const auto parts = column_list(tokens);
  if (parts.size() != count) refuse(statement.where, "its list of columns cannot be read");
  std::set<std::string> names;
  for (std::size_t i = 0; i < count; ++i) {
    const int number = static_cast<int>(i);
    const Label label = parse_label(statement, sqlite3_column_name(prepared, number));
    std::string declared = sqlite3_column_decltype(prepared, number) == nullptr
                               ? ""
                               : sqlite3_column_decltype(prepared, number);
    for (char& c : declared) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!names.insert(label.name).second)
      refuse(statement.where, "two columns are named " + label.name + "; use AS");
    statement.columns.push_back(
        describe_column(statement, label, plain_column(parts[i], sources), declared.c_str()));
  }
}

}  // namespace

std::vector<std::vector<Statement>> parse_statements(const std::vector<File>& files) {
  std::vector<std::vector<Section>> sections;
  Fragments fragments;
  for (const File& file : files) {
    sections.push_back(sections_of(file));
    for (const Section& section : sections.back()) {
      const auto name = value_of(section.head, "fragment:");
      if (!name) continue;
      if (!is_name(*name)) refuse(section.where, "`-- fragment:` is followed by a name");
      if (!fragments.emplace(*name, Fragment{section}).second)
        refuse(section.where, "another fragment is named " + *name);
    }
  }
  std::vector<std::vector<Statement>> statements;
  for (const auto& of_file : sections) {
    statements.emplace_back();
    for (const Section& section : of_file)
      if (const auto head = value_of(section.head, "name:"))
        statements.back().push_back(make_statement(section, *head, fragments));
  }
  for (const auto& [name, fragment] : fragments)
    if (!fragment.is_used) refuse(fragment.section.where, "no statement uses the fragment " + name);
  return statements;
}

void describe(sqlite3* schema, Statement& statement) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(schema, statement.sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
    refuse(statement.where, sqlite3_errmsg(schema));
  if (prepared == nullptr) refuse(statement.where, "there is no statement");
  const Tokens tokens = tokens_of(statement.sql);
  const auto sources = sources_of(schema, tokens);
  describe_parameters(prepared, statement, tokens, sources);
  describe_columns(prepared, statement, tokens, sources);
  sqlite3_finalize(prepared);
}

}  // namespace afterword::embed
