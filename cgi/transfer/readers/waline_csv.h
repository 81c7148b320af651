// Waline's comments as a CSV file.
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_waline_csv(std::string_view beginning);
std::unique_ptr<ImportReader> make_waline_csv_reader(const SourceSettings& settings);

}  // namespace afterword
