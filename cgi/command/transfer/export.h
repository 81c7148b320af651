// afterword export on the command line.
#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

std::vector<Command> export_commands();

}  // namespace afterword
