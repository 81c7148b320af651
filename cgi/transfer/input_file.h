// A file that is read from its beginning, twice if need be: plain or compressed by gzip, or what
// comes in on standard input.
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
  /// "-" is standard input, which is first written to a temporary file. The error is a sentence.
  static Result<InputFile, std::string> open(const std::string& path);
  ~InputFile();
  InputFile(InputFile&& other) noexcept;

  /// The next bytes; empty at the end. They are valid until the next call.
  Result<std::string_view, std::string> read();

  /// Back to the beginning.
  Result<void, std::string> rewind();

  /// Bytes of the file as it lies on the disk: how far it was read, and all.
  std::int64_t position() const;
  std::int64_t size() const { return size_; }

 private:
  InputFile() = default;

  gzFile_s* file_ = nullptr;
  std::int64_t size_ = 0;
  std::unique_ptr<std::string> buffer_;
};

}  // namespace afterword
