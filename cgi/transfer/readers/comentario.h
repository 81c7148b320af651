// The export of Comentario 3.
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_comentario(std::string_view beginning);
std::unique_ptr<ImportReader> make_comentario_reader(const SourceSettings& settings);

}  // namespace afterword
