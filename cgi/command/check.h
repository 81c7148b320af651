// afterword check on the command line.
#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

std::vector<Command> check_commands();

}  // namespace afterword
