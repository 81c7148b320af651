// An import file that can be read twice: a plain file, a gzip file, or standard input.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct gzFile_s;

namespace afterword {

class InputFile {
 public:
  /// "-" is standard input, which is first copied to a temporary file. The error is a sentence.
  static Result<InputFile, std::string> open(const std::string& path);
  ~InputFile();
  InputFile(InputFile&& other) noexcept;

  /// The next bytes, valid until the next call; empty at the end.
  Result<std::string_view, std::string> read();

  /// Continues at the beginning.
  Result<void, std::string> rewind();

  /// Bytes on the disk: the number read so far, and the total.
  std::int64_t position() const;
  std::int64_t size() const { return size_; }

 private:
  InputFile() = default;

  gzFile_s* file_ = nullptr;
  std::int64_t size_ = 0;
  std::unique_ptr<std::string> buffer_;
};

}  // namespace afterword
