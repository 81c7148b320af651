// afterword backup and afterword restore on the command line.
#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

std::vector<Command> backup_commands();

}  // namespace afterword
