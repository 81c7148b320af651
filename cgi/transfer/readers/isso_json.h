// The JSON that Isso imports as "generic".
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_isso_json(std::string_view beginning);
std::unique_ptr<ImportReader> make_isso_json_reader(const SourceSettings& settings);

}  // namespace afterword
