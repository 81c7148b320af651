// Whether the web servers of this machine may open the socket, as their processes in /proc tell who
// they are.
#pragma once

#include "base/finding.h"
#include "config/config.h"

namespace afterword {

/// Whether somebody listens on server.listen, and whether the web servers that run on this machine
/// may connect there.
Findings examine_socket(const Config& config);

}  // namespace afterword
