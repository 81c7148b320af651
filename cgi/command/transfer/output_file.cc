#include "command/transfer/output_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace afterword {

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  if (path_ == "-") {
    file_ = stdout;
    return;
  }
  partial_ = fmt::format("{}.{}.partial", path_, ::getpid());
  const mode_t mask = ::umask(0077);
  file_ = std::fopen(partial_.c_str(), "wbxe");
  problem_ = file_ == nullptr ? errno : 0;
  ::umask(mask);
}

OutputFile::~OutputFile() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  if (!partial_.empty()) ::unlink(partial_.c_str());
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
  return check(::fsync(::fileno(file_)) == 0) &&
         check(std::rename(partial_.c_str(), path_.c_str()) == 0);
}

}  // namespace afterword
