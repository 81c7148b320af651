// What every import says at its end.
#pragma once

#include <cstdint>

#include "store/transfer/import_store.h"

namespace afterword {

/// A sentence for each remark about the comments of an import, however many there are.
void print_remarks(const ImportRemarks& remarks);
/// A number with the words for one or for several; nothing for 0.
void print_remark(std::int64_t number, std::string_view one, std::string_view several);

}  // namespace afterword
