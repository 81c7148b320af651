// Examines files and folders. For use inside doctor/ only.
#pragma once

#include "base/finding.h"
#include "config/config.h"

namespace afterword {

/// Examines the database's location, owner, permissions and file system, and the free space.
void examine_files(const Config& config, Findings& findings);

}  // namespace afterword
