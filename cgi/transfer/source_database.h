// Reads the database of another system, which may be packed or come from standard input.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/foreign/foreign_database.h"
#include "transfer/import_reader.h"
#include "transfer/input_file.h"

namespace afterword {

struct SourceTable {
  const char* name;
  std::initializer_list<std::string_view> columns;
};

/// Opens a database that must have these tables and columns. The file must outlive it. The error is
/// a sentence.
Result<ForeignDatabase, std::string> open_source_database(
    InputFile& file, std::initializer_list<SourceTable> required);

/// Calls `record` with each row of a SELECT until it returns false. The error is a sentence.
///
/// The statement cannot be prepared against our schema, so it is not in sql/. By "*", columns that
/// an older version of the system lacks are empty.
Result<Reading, std::string> read_database_records(
    ForeignDatabase& database, const char* select,
    const std::function<bool(const ForeignRow& row)>& record);

}  // namespace afterword
