// The part of the final report that all imports share.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "config/site.h"
#include "transfer/import.h"

namespace afterword {

/// Prints the outcome of each comment of a file with their sum, and a sentence for each kind of
/// observation. `there` is where they were changed: "in WordPress".
void print_counts(std::string_view file, std::string_view there, const ImportCounts& counts,
                  bool dry_run);
/// Prints the pages, of these titles by path, that have no file below the document root, each with
/// the page that it probably is now. Prints nothing if the document root is unknown.
void print_missing_pages(const Site& site, const std::map<std::string, std::string>& pages);
/// Prints a number with its singular or plural text; nothing for 0.
void print_remark(std::int64_t number, std::string_view one, std::string_view several);

}  // namespace afterword
