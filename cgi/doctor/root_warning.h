// Whether this process runs as root, which it never needs to.
#pragma once

#include <optional>
#include <string>

namespace afterword {

/// A sentence that says so and what to do, or nothing.
std::optional<std::string> root_warning();

}  // namespace afterword
