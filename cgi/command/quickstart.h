#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

/// `afterword quickstart`: prints a shell script that sets the program up on this machine, or runs
/// it.
std::vector<Command> quickstart_commands();

}  // namespace afterword
