// The comments of Twikoo, as it or its database exports them.
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_twikoo(std::string_view beginning);
std::unique_ptr<ImportReader> make_twikoo_reader(const SourceSettings& settings);

}  // namespace afterword
