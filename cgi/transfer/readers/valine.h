// The comments of Valine, as LeanCloud and other databases export them.
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_valine(std::string_view beginning);
std::unique_ptr<ImportReader> make_valine_reader(const SourceSettings& settings);

}  // namespace afterword
