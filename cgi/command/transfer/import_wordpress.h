// What `afterword import wordpress` does.
#pragma once

#include <string>

#include "command/site_store.h"

namespace afterword {

/// Takes in an export file of WordPress; "-" is standard input. Prints the account, and returns the
/// exit code.
int import_wordpress(const std::string& path, bool dry_run, const Config& config,
                     ImportStore& store);

}  // namespace afterword
