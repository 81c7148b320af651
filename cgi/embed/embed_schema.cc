// Build tool: runs the migrations of sql/schema/sqlite in an empty database and writes down what
// each version of the schema consists of, so that the program can tell a file of its own from one
// into which somebody has put a trigger.
//
//   embed_schema SCHEMA_DIR SOURCE
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  std::cerr << file << ": " << why << '\n';
  std::exit(1);
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string column(sqlite3_stmt* statement, int number) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, number));
  return text == nullptr ? std::string() : std::string(text);
}

std::string literal(const std::string& text) { return "R\"~embed~(" + text + ")~embed~\""; }

/// The rows of every object that the database has now, but for what SQLite makes by itself.
std::string rows_of(sqlite3* database, const std::string& version) {
  std::string rows;
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database,
                     "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                     "WHERE name NOT GLOB 'sqlite_*' ORDER BY name",
                     -1, &statement, nullptr);
  while (sqlite3_step(statement) == SQLITE_ROW)
    rows += "    {" + version + ", " + literal(column(statement, 0)) + ", " +
            literal(column(statement, 1)) + ", " + literal(column(statement, 2)) + ", " +
            literal(column(statement, 3)) + "},\n";
  sqlite3_finalize(statement);
  return rows;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: embed_schema SCHEMA_DIR SOURCE\n";
    return 2;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(argv[1]))
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  sqlite3* database = nullptr;
  if (sqlite3_open(":memory:", &database) != SQLITE_OK) refuse(argv[1], "SQLite cannot be used");
  std::string rows;
  for (const fs::path& file : files) {
    if (sqlite3_exec(database, read_file(file).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      refuse(file.string(), sqlite3_errmsg(database));
    rows += rows_of(database, std::to_string(std::stoi(file.filename().string().substr(0, 4))));
  }
  sqlite3_close(database);
  std::ofstream out(argv[2], std::ios::binary);
  out << "// Generated from sql/schema.\n#include \"store/schema.h\"\n\nnamespace afterword {\n"
         "namespace {\nconstexpr SchemaObject objects[] = {\n"
      << rows
      << "};\n}  // namespace\n\nstd::span<const SchemaObject> schema_objects() { return objects; "
         "}\n\n}  // namespace afterword\n";
  return out.flush() ? 0 : 1;
}
