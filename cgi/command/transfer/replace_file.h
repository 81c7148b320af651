// Replacing files that other programs read meanwhile.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace afterword {

/// Replaces a regular file at once, so that nobody reads half of it, and makes its folder if
/// necessary. Keeps the mode, and the owner and the group where the process may set them. A
/// symbolic link is replaced by a file. Several processes may replace one file: the last one wins.
/// On failure the file is unchanged and nothing else is left; a process that is killed leaves an
/// abandoned partial file. The error completes a sentence that begins with the file's name: "cannot
/// be written: No space left on device".
Result<void, std::string> replace_file(const std::filesystem::path& path, const std::string& text);

}  // namespace afterword
