// The part of the final report that all imports share.
#pragma once

#include <cstdint>
#include <string_view>

#include "transfer/import.h"

namespace afterword {

/// Prints the outcome of each comment of a file with their sum, and a sentence for each kind of
/// observation. `there` is where they were changed: "in WordPress".
void print_counts(std::string_view file, std::string_view there, const ImportCounts& counts,
                  bool dry_run);
/// Prints a number with its singular or plural text; nothing for 0.
void print_remark(std::int64_t number, std::string_view one, std::string_view several);

}  // namespace afterword
