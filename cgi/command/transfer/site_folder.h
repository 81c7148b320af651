// The folder that an export writes to: one export at a time, and the files that are there.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace afterword {

/// Until its end no other export writes below the folder, so that none writes an older state over a
/// newer one. Waits for the others, and says so. Does nothing on a file system without locks.
class FolderLock {
 public:
  explicit FolderLock(const std::string& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int fd_;
};

struct FolderListing {
  std::vector<std::filesystem::path> files;  // sorted
  std::vector<std::filesystem::path> links;  // symbolic links to regular files, sorted
  std::vector<std::string> problems;         // a sentence for each folder that cannot be read
};

/// The files below `folder` whose names have one of the extensions (".html"). Does not enter
/// symbolic links to folders. Removes abandoned partial files.
FolderListing list_files(const std::filesystem::path& folder,
                         const std::vector<std::string_view>& extensions);

/// The file to replace if `path` is to have another text: itself, or the target of a symbolic link
/// if that is below `folder`. The error completes a sentence that begins with the path.
Result<std::filesystem::path, std::string> replaceable_file(const std::filesystem::path& path,
                                                            const std::filesystem::path& folder);

}  // namespace afterword
