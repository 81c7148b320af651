// New files that get their name when they are complete.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace afterword {

/// A new file under a name that no other process uses and no symbolic link has. It is removed at
/// the end of its scope unless it became another file. A process that is killed leaves it behind,
/// abandoned: without the lock that it has while it is written.
class PartialFile {
 public:
  /// If it cannot be created, `fd` is negative and errno has the reason.
  PartialFile(const std::filesystem::path& folder, mode_t mode);
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  int fd() const { return fd_; }
  /// False if errno has the reason.
  bool write(std::string_view text) const;
  /// Replaces `path`, in the same folder, at once. False if errno has the reason.
  bool become(const std::filesystem::path& path);

 private:
  bool lock() const;
  void close();

  std::filesystem::path name_;
  int fd_ = -1;
  bool is_renamed_ = false;
};

/// Whether a file name is that of a partial file.
bool is_partial_name(const std::string& name);

/// Removes a partial file if it is abandoned.
void remove_if_abandoned(const std::filesystem::path& partial);

/// Removes the abandoned partial files in a folder, not those below it.
void remove_abandoned_files(const std::filesystem::path& folder);

}  // namespace afterword
