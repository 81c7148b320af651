// The commands `afterword thread …`.
#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

std::vector<Command> thread_commands();

}  // namespace afterword
