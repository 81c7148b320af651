// Detects a process that runs as root, which is never necessary.
#pragma once

#include <optional>
#include <string>

namespace afterword {

/// Returns a sentence with the remedy if this process runs as root, otherwise nullopt.
std::optional<std::string> root_warning();

}  // namespace afterword
