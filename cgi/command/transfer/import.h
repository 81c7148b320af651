// afterword import on the command line.
#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

std::vector<Command> import_commands();

}  // namespace afterword
