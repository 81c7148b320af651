// What the system tells about a database's file and its folder. Writes nothing and opens nothing.
#pragma once

#include <optional>
#include <string>

namespace afterword {

/// Why there is no database to be opened, in a sentence that says what to do: no file, no regular
/// file, or an empty one. nullopt when there is something to open.
std::optional<std::string> sqlite_file_fault(const std::string& path);

/// What keeps the file from being written, as far as the system tells without writing: rights, the
/// space on its disk, the largest size of a file. nullopt when nothing does.
std::optional<std::string> sqlite_storage_fault(const std::string& path);

}  // namespace afterword
