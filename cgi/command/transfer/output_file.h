// The output file of a command, or standard output. The file gets its name when it is complete. It
// contains personal data, so only its owner can read it.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "command/transfer/partial_file.h"

namespace afterword {

class OutputFile {
 public:
  /// "-" is standard output. If it cannot be opened, errno has the reason.
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  bool is_open() const { return file_ != nullptr; }
  /// False after the first failure.
  bool write(std::string_view text);
  /// Syncs the file and gives it its name. On failure, `problem` returns the errno and no file is
  /// left.
  bool finish();
  int problem() const { return problem_; }

 private:
  bool check(bool done);

  std::string path_;
  std::optional<PartialFile> partial_;
  std::FILE* file_ = nullptr;
  int problem_ = 0;
};

}  // namespace afterword
