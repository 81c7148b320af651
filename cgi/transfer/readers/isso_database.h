// Isso's database.
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_isso_database(std::string_view beginning);
std::unique_ptr<ImportReader> make_isso_database_reader(const SourceSettings& settings);

}  // namespace afterword
