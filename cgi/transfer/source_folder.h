// A folder of files of another system, such as the data folder of a site generator. Symbolic links
// are refused, so that nothing outside of the folder is read.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

class SourceFolder {
 public:
  /// Owns the descriptor of a folder.
  explicit SourceFolder(int descriptor) : descriptor_(descriptor) {}
  ~SourceFolder();
  SourceFolder(SourceFolder&& other) noexcept;

  /// Calls `sink` with the path of each file, relative to the folder, until it returns false. They
  /// are in the order of names, the files of a folder before those of its folders. Names that begin
  /// with '.' are ignored. The result is whether all were passed on; the error is a sentence that
  /// names the file.
  Result<bool, std::string> each_file(
      const std::function<bool(const std::string& path)>& sink) const;

  /// Whether a file is what is looked for. Only the first `most_searched` files are looked at.
  bool has_any(const std::function<bool(const std::string& path)>& is_wanted) const;

  static constexpr int most_searched = 10'000;

  /// Whether there is a file. The error is a sentence.
  Result<bool, std::string> has(const std::string& path) const;

  /// Reads a file of at most 1 MB (longest_object). The error is a sentence that names it.
  Result<std::string, std::string> read(const std::string& path) const;

 private:
  int descriptor_;
};

}  // namespace afterword
