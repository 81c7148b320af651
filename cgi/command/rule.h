// afterword rule … on the command line.
#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

std::vector<Command> rule_commands();

}  // namespace afterword
