// afterword export html DIR.
#pragma once

#include <string>

namespace afterword {

/// Writes the published thread of each page between two marks of its HTML file below `folder`, or,
/// with `remove`, takes it out again. Prints what was done; returns the exit status.
int export_html(const std::string& folder, bool remove, const std::string& config_file);

}  // namespace afterword
