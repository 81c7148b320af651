// What the system tells about a database's file and its folder. Writes nothing and opens nothing.
#pragma once

#include <optional>
#include <string>

#include "store/engine/opening.h"

namespace afterword {

/// Why a file cannot be opened as a database, in a sentence that says what to do: there is none, it
/// is no regular file, or it is empty. What is made may be missing or empty. nullopt when there is
/// something to open.
std::optional<std::string> sqlite_file_fault(const std::string& path, Opening opening);

/// What keeps the file from being written, as far as the system tells without writing: rights, the
/// space on its disk, the largest size of a file. nullopt when nothing does.
std::optional<std::string> sqlite_storage_fault(const std::string& path);

}  // namespace afterword
