#include "transfer/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace afterword {
namespace {

constexpr std::size_t chunk_bytes = 1 << 16;

/// The unpacked content of a gzip file is refused if it is both large and larger than this many
/// times the file, as no file with comments is.
constexpr std::int64_t highest_ratio = 200;
constexpr std::int64_t always_allowed = 64 << 20;

/// A new unnamed file; returns its descriptor or -1.
int temporary_file() {
  std::string name = "/tmp/afterword-import-XXXXXX";
  if (const char* folder = std::getenv("TMPDIR"); folder != nullptr && *folder != '\0')
    name = std::string(folder) + "/afterword-import-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(name.c_str());
  return file;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// Copies standard input to an unnamed file; returns its descriptor or -1.
int spool_standard_input() {
  const int file = temporary_file();
  if (file < 0) return -1;
  std::string chunk(chunk_bytes, '\0');
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got == 0 && ::lseek(file, 0, SEEK_SET) == 0) return file;
    if (got <= 0 || !write_all(file, {chunk.data(), static_cast<std::size_t>(got)})) break;
  }
  ::close(file);
  return -1;
}

}  // namespace

Result<InputFile, std::string> InputFile::open(const std::string& path) {
  InputFile input;
  // O_NONBLOCK, because opening a FIFO without a writer would block forever.
  const int descriptor = path == "-" ? spool_standard_input()
                                     : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  const auto error = [&] {
    return Failure{path == "-" ? fmt::format("standard input cannot be kept in a temporary file "
                                             "(set TMPDIR to a folder with space): {}",
                                             std::strerror(errno))
                               : fmt::format("{} cannot be read: {}", path, std::strerror(errno))};
  };
  if (descriptor < 0) return error();
  if (path != "-") input.path_ = path;
  struct stat info {};
  if (::fstat(descriptor, &info) != 0) {
    auto answer = error();
    ::close(descriptor);
    return answer;
  }
  if (S_ISDIR(info.st_mode)) {
    input.folder_.emplace(descriptor);
    return input;
  }
  if (!S_ISREG(info.st_mode)) {
    ::close(descriptor);
    return Failure{fmt::format(
        "{} is not a regular file and cannot be read twice; for a pipe use - and standard input",
        path)};
  }
  input.size_ = info.st_size;
  input.descriptor_ = descriptor;
  input.file_ = ::gzdopen(descriptor, "rb");
  if (input.file_ == nullptr) {
    ::close(descriptor);
    return Failure{std::string("there is not enough memory to read a file")};
  }
  ::gzbuffer(input.file_, chunk_bytes);
  input.buffer_ = std::make_unique<std::string>(chunk_bytes, '\0');
  return input;
}

InputFile::~InputFile() {
  if (file_ != nullptr) ::gzclose(file_);
  if (unpacked_ >= 0) ::close(unpacked_);
}

InputFile::InputFile(InputFile&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      descriptor_(other.descriptor_),
      unpacked_(std::exchange(other.unpacked_, -1)),
      path_(std::move(other.path_)),
      folder_(std::move(other.folder_)),
      size_(other.size_),
      buffer_(std::move(other.buffer_)) {}

Result<std::string_view, std::string> InputFile::read() {
  if (file_ == nullptr) return Failure{std::string("it is a folder, but this format is a file")};
  const int got = ::gzread(file_, buffer_->data(), static_cast<unsigned>(buffer_->size()));
  int error = Z_OK;
  const char* words = ::gzerror(file_, &error);
  if (error == Z_BUF_ERROR)
    return Failure{std::string("the compressed file ends in the middle; it was cut off")};
  if (got < 0 || error != Z_OK)
    return Failure{fmt::format("the file cannot be read to its end: {}",
                               error == Z_ERRNO ? std::strerror(errno) : words)};
  return std::string_view(buffer_->data(), static_cast<std::size_t>(got));
}

Result<std::string, std::string> InputFile::beginning() {
  const auto bytes = read();
  if (!bytes) return Failure{bytes.error()};
  std::string beginning(*bytes);
  if (const auto again = rewind(); !again) return Failure{again.error()};
  return beginning;
}

Result<void, std::string> InputFile::rewind() {
  if (file_ != nullptr && ::gzrewind(file_) != 0)
    return Failure{std::string("the file cannot be read a second time; is it a pipe? Use - then")};
  return {};
}

Result<int, std::string> InputFile::content() {
  if (unpacked_ >= 0) return unpacked_;
  if (const auto begun = rewind(); !begun) return Failure{begun.error()};
  // zlib knows whether the file is packed after the first bytes.
  if (const auto first = read(); !first) return Failure{first.error()};
  return ::gzdirect(file_) != 0 ? descriptor_ : unpack();
}

Result<int, std::string> InputFile::unpack() {
  if (const auto begun = rewind(); !begun) return Failure{begun.error()};
  const int file = temporary_file();
  const auto fail = [&](std::string why) -> Result<int, std::string> {
    if (file >= 0) ::close(file);
    return Failure{std::move(why)};
  };
  std::int64_t bytes = 0;
  while (file >= 0) {
    const auto chunk = read();
    if (!chunk) return fail(chunk.error());
    if (chunk->empty()) return unpacked_ = file;
    bytes += static_cast<std::int64_t>(chunk->size());
    if (bytes > always_allowed && bytes / highest_ratio > size_)
      return fail(
          fmt::format("unpacked, the file is more than {} times as large, as no file with "
                      "comments is",
                      highest_ratio));
    if (!write_all(file, *chunk)) break;
  }
  return fail(
      fmt::format("the file cannot be unpacked into a temporary file (set TMPDIR to a folder with "
                  "space): {}",
                  std::strerror(errno)));
}

std::int64_t InputFile::position() const { return file_ == nullptr ? 0 : ::gzoffset(file_); }

}  // namespace afterword
