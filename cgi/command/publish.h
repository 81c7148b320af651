// afterword publish.
#pragma once

#include <vector>

#include "command/command_line.h"

namespace afterword {

std::vector<Command> publish_commands();

}  // namespace afterword
