// The export of Commento, Commento++ and Comentario 1 and 2.
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_commento(std::string_view beginning);
std::unique_ptr<ImportReader> make_commento_reader(const SourceSettings& settings);

}  // namespace afterword
