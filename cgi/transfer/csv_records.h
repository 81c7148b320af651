// Reads the rows of a CSV file (RFC 4180) one at a time. The first one names the columns.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "transfer/import_reader.h"
#include "transfer/input_file.h"

namespace afterword {

class CsvRow {
 public:
  CsvRow(const std::vector<std::string>& names, const std::vector<std::string>& fields)
      : names_(names), fields_(fields) {}

  /// "" if the file has no such column.
  std::string_view text(std::string_view column) const;

 private:
  const std::vector<std::string>& names_;
  const std::vector<std::string>& fields_;
};

/// Calls `sink` with each row until it returns false. Refuses files without the required columns,
/// rows with another number of fields than the first one, misplaced quotation marks, rows of more
/// than 1 MB, and texts that are not UTF-8. The error is a sentence that names the line.
Result<Reading, std::string> read_csv_records(InputFile& file,
                                              std::initializer_list<std::string_view> required,
                                              const std::function<bool(const CsvRow&)>& sink);

}  // namespace afterword
