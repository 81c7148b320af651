// A file that a command writes: it gets its name when it is whole, or is standard output. What is
// written has people's addresses in it, so it is for its owner only.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace afterword {

class OutputFile {
 public:
  /// "-" is standard output. errno tells why it is not open.
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  bool is_open() const { return file_ != nullptr; }
  /// False from the first failure on.
  bool write(std::string_view text);
  /// Gives the file its name, on the disk. After false, `problem` is the errno of what failed, and
  /// nothing is left behind.
  bool finish();
  int problem() const { return problem_; }

 private:
  bool check(bool done);

  std::string path_;
  std::string partial_;
  std::FILE* file_ = nullptr;
  int problem_ = 0;
};

}  // namespace afterword
