#include "transfer/source_database.h"

namespace afterword {

Result<ForeignDatabase, std::string> open_source_database(
    InputFile& file, std::initializer_list<SourceTable> required) {
  const auto content = file.content();
  if (!content) return Failure{content.error()};
  auto database = ForeignDatabase::open(*content, file.path());
  if (!database) return database;
  for (const SourceTable& table : required)
    if (const auto there = database->require(table.name, table.columns); !there)
      return Failure{there.error()};
  return database;
}

Result<Reading, std::string> read_database_records(
    ForeignDatabase& database, const char* select,
    const std::function<bool(const ForeignRow& row)>& record) {
  const auto all = database.read(select, record);
  if (!all) return Failure{all.error()};
  return *all ? Reading::complete : Reading::ended_by_sink;
}

}  // namespace afterword
