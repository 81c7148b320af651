// Checks whether the web servers of this machine may connect to the socket, by their processes in
// /proc.
#pragma once

#include "base/finding.h"
#include "config/config.h"

namespace afterword {

/// Checks whether a process listens on server.listen, and whether the web servers that run on this
/// machine may connect to it.
Findings examine_socket(const Config& config);

}  // namespace afterword
