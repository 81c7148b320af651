// The part of the final report that all imports share.
#pragma once

#include <cstdint>

#include "store/transfer/import_store.h"

namespace afterword {

/// Prints a sentence for each kind of observation about the import.
void print_remarks(const ImportRemarks& remarks);
/// Prints a number with its singular or plural text; nothing for 0.
void print_remark(std::int64_t number, std::string_view one, std::string_view several);

}  // namespace afterword
