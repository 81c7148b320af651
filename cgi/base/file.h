// Reads files that an operator or another program supplied. Never blocks: FIFOs, sockets and
// devices are refused, and sizes are limited.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace afterword {

/// Opens a regular file for reading; the caller closes the descriptor. Symbolic links are followed.
/// The error completes a sentence that begins with the file's name: "cannot be read: Permission
/// denied", "is not a regular file".
Result<int, std::string> open_regular_file(const std::string& path);

/// Reads a regular file of at most `most_bytes` bytes. Errors are as in open_regular_file.
Result<std::string, std::string> read_file(const std::string& path, std::size_t most_bytes);

/// True for a path on a network file system, where file locks and shared memory are unreliable.
bool on_network_file_system(const std::string& path);

/// True for a path on a file system of this machine whose locks and shared memory are known to
/// work. A type that is not known is neither local nor a network file system.
bool on_local_file_system(const std::string& path);

/// Size limit for hand-written files: a configuration, a template, a list of phrases.
inline constexpr std::size_t longest_written_file = 4 << 20;

}  // namespace afterword
