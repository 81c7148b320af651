// Build tool: turns templates/ and sql/ into C++ source, so that the program is one file, and
// refuses those that would be unsafe or would drift from their callers.
//
//   embed templates DIR HEADER SOURCE
//   embed sql QUERY_DIR SCHEMA_DIR HEADER SOURCE
//
// Refused: a .tpl whose first line is not the AUTOESCAPE pragma (ctemplate would then escape
// nothing, silently); a marker with an escaping-removing modifier whose name does not end in
// _HTML; a query without its purpose, or whose `-- params:` line does not name exactly the $names
// that its statement uses.
//
// Scripts (.js) lose the lines that are comments: browsers load what is left.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "view/template_rules.h"

namespace {

namespace fs = std::filesystem;

struct File {
  std::string name;  // without directory
  std::string text;
};

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  std::cerr << file << ": " << why << '\n';
  std::exit(1);
}

std::vector<File> read_directory(const fs::path& directory) {
  std::vector<File> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (!entry.is_regular_file() || entry.path().filename().string().front() == '.') continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    files.push_back({entry.path().filename().string(), text.str()});
  }
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.name < b.name; });
  return files;
}

/// A string literal; long texts are split because compilers limit one literal to 64 KiB.
std::string literal(const std::string& text) {
  constexpr std::size_t piece = 12'000;
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += piece)
    out += "R\"~embed~(" + text.substr(at, piece) + ")~embed~\"\n";
  return out.empty() ? "\"\"" : out;
}

/// A script without its empty lines and those that are comments.
std::string without_comment_lines(const std::string& script) {
  std::istringstream in(script);
  std::string kept;
  for (std::string line; std::getline(in, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || line.compare(begin, 2, "//") == 0) continue;
    kept += line + '\n';
  }
  return kept;
}

std::string served_text(const File& file) {
  return file.name.ends_with(".js") ? without_comment_lines(file.text) : file.text;
}

std::string stem(const std::string& name) { return name.substr(0, name.rfind('.')); }

void write_file(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// --- templates -----------------------------------------------------------------------------------

void check_template(const File& file) {
  if (const auto fault = afterword::template_fault(file.name, file.text)) refuse(file.name, *fault);
}

int embed_templates(const std::string& directory, const std::string& header,
                    const std::string& source) {
  const auto files = read_directory(directory);
  std::string rows;
  for (const File& file : files) {
    if (file.name.ends_with(".tpl")) check_template(file);
    rows += "    {\"" + file.name + "\", " + literal(served_text(file)) + "},\n";
  }
  write_file(
      header,
      "// Generated from templates/.\n#pragma once\n\n#include <span>\n"
      "#include <string_view>\n\nnamespace afterword {\n\n"
      "struct EmbeddedTemplate {\n  std::string_view name;\n  std::string_view text;\n};\n\n"
      "/// Every file of templates/, by name.\n"
      "std::span<const EmbeddedTemplate> embedded_templates();\n"
      "/// The text of one of them.\n"
      "std::string_view embedded_template(std::string_view name);\n\n}  // namespace afterword\n");
  write_file(
      source,
      "// Generated from templates/.\n#include \"view/templates.h\"\n\nnamespace afterword {\n"
      "namespace {\nconstexpr EmbeddedTemplate files[] = {\n" +
          rows +
          "};\n}  // namespace\n\nstd::span<const EmbeddedTemplate> embedded_templates() { "
          "return files; }\n\nstd::string_view embedded_template(std::string_view name) {\n"
          "  for (const EmbeddedTemplate& file : files)\n    if (file.name == name) return "
          "file.text;\n  return {};\n}\n\n}  // namespace afterword\n");
  return 0;
}

// --- SQL -----------------------------------------------------------------------------------------

/// The names on the `-- params:` lines, in order; they are the order in which callers bind values.
std::vector<std::string> declared_parameters(const File& file) {
  constexpr std::string_view mark = "-- params:";
  static const std::regex name(R"(\$[a-z_0-9]+)");
  std::vector<std::string> names;
  std::istringstream lines(file.text);
  bool found = false;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(mark)) continue;
    found = true;
    for (std::sregex_iterator it(line.begin(), line.end(), name), end; it != end; ++it)
      names.push_back(it->str());
  }
  if (!found) refuse(file.name, "a line `-- params: $a, $b` (or `-- params: none`) is missing");
  return names;
}

std::string without_comments(const std::string& sql) {
  static const std::regex comment(R"(--[^\n]*)");
  return std::regex_replace(sql, comment, "");
}

void check_query(const File& file, const std::vector<std::string>& declared) {
  if (!file.text.starts_with("-- ")) refuse(file.name, "the first line must say the purpose");
  const std::string sql = without_comments(file.text);
  static const std::regex name(R"(\$[a-z_0-9]+)");
  std::set<std::string> used;
  for (std::sregex_iterator it(sql.begin(), sql.end(), name), end; it != end; ++it)
    used.insert(it->str());
  if (used != std::set<std::string>(declared.begin(), declared.end()))
    refuse(file.name, "the `-- params:` line does not name exactly the parameters that are used");
}

int embed_sql(const std::string& query_dir, const std::string& schema_dir,
              const std::string& header, const std::string& source) {
  std::string enumerators, rows, migrations;
  std::size_t count = 0;
  for (const File& file : read_directory(query_dir)) {
    const auto parameters = declared_parameters(file);
    check_query(file, parameters);
    enumerators += "  " + stem(file.name) + ",\n";
    std::string names;
    for (const auto& parameter : parameters) names += (names.empty() ? "" : " ") + parameter;
    rows += "    {\"" + stem(file.name) + "\", \"" + names + "\", " + literal(file.text) + "},\n";
    ++count;
  }
  for (const File& file : read_directory(schema_dir)) {
    const std::string number = std::to_string(std::stoi(file.name.substr(0, 4)));
    migrations += "    {" + number + ", \"" + file.name + "\", " + literal(file.text) + "},\n";
  }
  write_file(header,
             "// Generated from sql/.\n#pragma once\n\n#include <cstddef>\n#include <span>\n"
             "#include <string_view>\n\nnamespace afterword {\n\n"
             "/// Every statement of sql/query, by the name of its file.\nenum class Query {\n" +
                 enumerators +
                 "};\n\ninline constexpr std::size_t query_count = " + std::to_string(count) +
                 ";\n\n/// `parameters`: the $names in the order in which callers bind, with "
                 "spaces between.\nstruct QueryText {\n  std::string_view name;\n"
                 "  std::string_view parameters;\n  std::string_view sql;\n};\n"
                 "const QueryText& query_text(Query query);\n\n"
                 "struct Migration {\n  int version;\n  std::string_view name;\n"
                 "  std::string_view sql;\n};\n"
                 "/// In ascending order of version, starting with 1.\n"
                 "std::span<const Migration> sqlite_migrations();\n\n}  // namespace afterword\n");
  write_file(source,
             "// Generated from sql/.\n#include \"store/query.h\"\n\nnamespace afterword {\n"
             "namespace {\nconstexpr QueryText queries[] = {\n" +
                 rows + "};\nconstexpr Migration migrations[] = {\n" + migrations +
                 "};\n}  // namespace\n\nconst QueryText& query_text(Query query) { return "
                 "queries[static_cast<std::size_t>(query)]; }\nstd::span<const Migration> "
                 "sqlite_migrations() { return migrations; }\n\n}  // namespace afterword\n");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 4 && arguments[0] == "templates")
    return embed_templates(arguments[1], arguments[2], arguments[3]);
  if (arguments.size() == 5 && arguments[0] == "sql")
    return embed_sql(arguments[1], arguments[2], arguments[3], arguments[4]);
  std::cerr
      << "usage: embed templates DIR HEADER SOURCE | embed sql QUERIES SCHEMA HEADER SOURCE\n";
  return 2;
}
