// afterword comment … on the command line.
#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

std::vector<Command> comment_commands();

}  // namespace afterword
