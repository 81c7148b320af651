// The registry of all commands.
#pragma once

#include <string>

namespace afterword {

/// Parses the command line and runs the command. `found_config` is used if --config is not given.
/// Returns the exit status.
int run_command(int argc, char** argv, const std::string& found_config);

}  // namespace afterword
