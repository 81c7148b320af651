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

/// Copies standard input to an unnamed file; returns its descriptor or -1.
int spool_standard_input() {
  std::string name = "/tmp/afterword-import-XXXXXX";
  if (const char* folder = std::getenv("TMPDIR"); folder != nullptr && *folder != '\0')
    name = std::string(folder) + "/afterword-import-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) return -1;
  ::unlink(name.c_str());
  std::string chunk(chunk_bytes, '\0');
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got == 0 && ::lseek(file, 0, SEEK_SET) == 0) return file;
    if (got <= 0) break;
    for (ssize_t written = 0; written < got;) {
      const ssize_t n =
          ::write(file, chunk.data() + written, static_cast<std::size_t>(got - written));
      if (n <= 0) {
        ::close(file);
        return -1;
      }
      written += n;
    }
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
  struct stat info {};
  if (::fstat(descriptor, &info) != 0 || S_ISDIR(info.st_mode)) {
    if (S_ISDIR(info.st_mode)) errno = EISDIR;
    auto answer = error();
    ::close(descriptor);
    return answer;
  }
  if (!S_ISREG(info.st_mode)) {
    ::close(descriptor);
    return Failure{fmt::format(
        "{} is not a regular file and cannot be read twice; for a pipe use - and standard input",
        path)};
  }
  input.size_ = info.st_size;
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
}

InputFile::InputFile(InputFile&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      size_(other.size_),
      buffer_(std::move(other.buffer_)) {}

Result<std::string_view, std::string> InputFile::read() {
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

Result<void, std::string> InputFile::rewind() {
  if (::gzrewind(file_) != 0)
    return Failure{std::string("the file cannot be read a second time; is it a pipe? Use - then")};
  return {};
}

std::int64_t InputFile::position() const { return ::gzoffset(file_); }

}  // namespace afterword
