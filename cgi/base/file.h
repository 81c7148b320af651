// Reading files that a person or another program has put somewhere, without ever waiting for one: a
// FIFO, a socket or a device is no file to us, and neither is one without end.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace afterword {

/// A descriptor for reading a regular file, which the caller closes; symbolic links are followed.
/// The error is the end of a sentence that begins with the file's name: "cannot be read: Permission
/// denied", "is not a regular file".
Result<int, std::string> open_regular_file(const std::string& path);

/// All of a regular file of at most `most_bytes`. The error as above.
Result<std::string, std::string> read_file(const std::string& path, std::size_t most_bytes);

/// Whether a path is on a network file system, where locks and shared memory cannot be trusted.
bool on_network_file_system(const std::string& path);

/// What a person wrote: a configuration, a template, a list of phrases.
inline constexpr std::size_t longest_written_file = 4 << 20;

}  // namespace afterword
