// Writing files that other programs read meanwhile.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace afterword {

/// Replaces a file at once, keeping its permissions, so that nobody reads half of it; makes its
/// folder if necessary. The error is a sentence.
Result<void, std::string> replace_file(const std::filesystem::path& path, const std::string& text);

}  // namespace afterword
