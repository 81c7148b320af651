// What the doctor looks at on the disk; inside server/ only.
#pragma once

#include "base/finding.h"
#include "config/config.h"

namespace afterword {

/// Where the database lies, who owns it and may read it, on which file system, and the space left.
void examine_files(const Config& config, Findings& findings);

}  // namespace afterword
