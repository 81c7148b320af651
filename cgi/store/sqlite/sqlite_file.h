// Checks a database file and its folder by file metadata. Never opens or writes them.
#pragma once

#include <optional>
#include <string>

#include "store/opening.h"

namespace afterword {

/// Why a file cannot be opened as a database, as a sentence with the remedy: it does not exist, is
/// not a regular file, or is empty. A file to be created may be missing or empty. nullopt if it can
/// be opened.
std::optional<std::string> sqlite_file_error(const std::string& path, Opening opening);

/// Why the file cannot be written, as far as can be determined without writing: permissions, free
/// disk space, the file size limit. nullopt if no reason is known.
std::optional<std::string> sqlite_storage_error(const std::string& path);

}  // namespace afterword
