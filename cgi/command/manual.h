#pragma once

#include <string>
#include <vector>

#include "command/command_line.h"

namespace afterword {

/// The manual page afterword(1) in the macros of man(7), made from the table of commands.
std::string manual_page(const std::vector<CommandGroup>& groups,
                        const std::vector<Command>& commands);

}  // namespace afterword
