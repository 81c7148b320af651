// Remark42's backup.
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_remark42(std::string_view beginning);
std::unique_ptr<ImportReader> make_remark42_reader(const SourceSettings& settings);

}  // namespace afterword
