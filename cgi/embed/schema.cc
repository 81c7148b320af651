// Embeds the migrations of sql/schema/sqlite. Runs them in an empty database and records the
// objects of each schema version, so that the program can detect a file to which a trigger was
// added.
#include "embed/schema.h"

#include <sqlite3.h>

#include <string>

#include "embed/files.h"

namespace {

using namespace afterword::embed;

std::string column(sqlite3_stmt* statement, int number) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, number));
  return text == nullptr ? std::string() : std::string(text);
}

/// The rows of all objects in the database, except those that SQLite creates itself.
std::string rows_of(sqlite3* database, const std::string& version) {
  std::string rows;
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database,
                     "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                     "WHERE name NOT GLOB 'sqlite_*' ORDER BY rowid",
                     -1, &statement, nullptr);
  while (sqlite3_step(statement) == SQLITE_ROW)
    rows += "    {" + version + ", " + literal(column(statement, 0)) + ", " +
            literal(column(statement, 1)) + ", " + literal(column(statement, 2)) + ", " +
            literal(column(statement, 3)) + "},\n";
  sqlite3_finalize(statement);
  return rows;
}

}  // namespace

namespace afterword::embed {

void embed_schema(const std::filesystem::path& migrations_folder,
                  const std::filesystem::path& source) {
  sqlite3* database = nullptr;
  if (sqlite3_open(":memory:", &database) != SQLITE_OK)
    refuse(migrations_folder.string(), "SQLite cannot be used");
  std::string rows;
  std::string migrations;
  for (const File& file : read_directory(migrations_folder)) {
    if (sqlite3_exec(database, file.text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      refuse(file.name, sqlite3_errmsg(database));
    const std::string version = std::to_string(std::stoi(file.name.substr(0, 4)));
    rows += rows_of(database, version);
    migrations += "    {" + version + ", \"" + file.name + "\", " + literal(file.text) + "},\n";
  }
  sqlite3_close(database);
  write_file(
      source,
      "// Generated from sql/schema.\n#include \"store/sqlite/schema.h\"\n\nnamespace afterword {\n"
      "namespace {\nconstexpr SchemaObject objects[] = {\n" +
          rows + "};\nconstexpr Migration migrations[] = {\n" + migrations +
          "};\n}  // namespace\n\nstd::span<const SchemaObject> schema_objects() { return "
          "objects; }\nstd::span<const Migration> sqlite_migrations() { return migrations; "
          "}\n\n}  // namespace afterword\n");
}

}  // namespace afterword::embed
