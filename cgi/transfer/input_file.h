// What an import reads, twice: a plain file, a gzip file, standard input, or a folder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "transfer/source_folder.h"

struct gzFile_s;

namespace afterword {

class InputFile {
 public:
  /// "-" is standard input, which is first copied to a temporary file. The error is a sentence.
  static Result<InputFile, std::string> open(const std::string& path);
  ~InputFile();
  InputFile(InputFile&& other) noexcept;

  /// The files, if it is a folder; else nullptr. A folder has no bytes of its own.
  const SourceFolder* folder() const { return folder_ ? &*folder_ : nullptr; }

  /// The file's name; "" for standard input.
  const std::string& path() const { return path_; }

  /// The next bytes, valid until the next call; empty at the end.
  Result<std::string_view, std::string> read();

  /// The first bytes, by which a format is recognised. Continues at the beginning.
  Result<std::string, std::string> beginning();

  /// Continues at the beginning.
  Result<void, std::string> rewind();

  /// The descriptor of the unpacked content, for reading at any offset; it belongs to this object.
  /// A gzip file is unpacked into a temporary file the first time.
  Result<int, std::string> content();

  /// Bytes on the disk: the number read so far, and the total.
  std::int64_t position() const;
  std::int64_t size() const { return size_; }

 private:
  InputFile() = default;

  Result<int, std::string> unpack();

  gzFile_s* file_ = nullptr;  // nullptr for a folder
  int descriptor_ = -1;       // of file_, which closes it
  int unpacked_ = -1;
  std::string path_;
  std::optional<SourceFolder> folder_;
  std::int64_t size_ = 0;
  std::unique_ptr<std::string> buffer_;
};

}  // namespace afterword
