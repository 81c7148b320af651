// The command `afterword import wordpress`.
#pragma once

#include <string>

#include "command/site_store.h"

namespace afterword {

/// Imports a WordPress export file; `path` is its name, "-" for standard input. Prints the outcome
/// and returns the exit code.
int import_wordpress(InputFile& file, const std::string& path, bool dry_run, const Config& config,
                     ImportStore& store);

}  // namespace afterword
