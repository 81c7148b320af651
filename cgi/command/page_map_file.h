// Reads the file of a command that has a list of pages with other addresses.
#pragma once

#include <optional>
#include <string>

#include "domain/page_map.h"

namespace afterword {

/// Prints each error of the file; nullopt if there is one.
std::optional<PageMap> read_page_map(const std::string& file);

}  // namespace afterword
