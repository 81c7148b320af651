// HashOver's folder of comments.
#pragma once

#include <memory>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_hashover_folder(const SourceFolder& folder);
std::unique_ptr<ImportReader> make_hashover_folder_reader(const SourceSettings& settings);

}  // namespace afterword
