#include "command/transfer/output_file.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace afterword {
namespace {

namespace files = std::filesystem;

files::path containing_folder(const files::path& file) {
  return file.has_parent_path() ? file.parent_path() : files::path(".");
}

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  if (path_ == "-") {
    file_ = stdout;
    return;
  }
  remove_abandoned_files(containing_folder(path_));
  partial_.emplace(containing_folder(path_), 0600);
  // The stream has a descriptor of its own, so that each of the two can be closed.
  const int fd = partial_->fd() < 0 ? -1 : ::dup(partial_->fd());
  file_ = fd < 0 ? nullptr : ::fdopen(fd, "wb");
  problem_ = file_ == nullptr ? errno : 0;
}

OutputFile::~OutputFile() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
}

bool OutputFile::check(bool done) {
  if (!done && problem_ == 0) problem_ = errno;
  return problem_ == 0;
}

bool OutputFile::write(std::string_view text) {
  return problem_ == 0 && check(std::fwrite(text.data(), 1, text.size(), file_) == text.size());
}

bool OutputFile::finish() {
  if (!check(std::fflush(file_) == 0)) return false;
  if (file_ == stdout) return true;
  return check(::fsync(::fileno(file_)) == 0) && check(partial_->become(path_));
}

}  // namespace afterword
