#include "command/transfer/partial_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace afterword {
namespace {

namespace files = std::filesystem;

// The name begins with a dot, so web servers and generators ignore it. It does not contain the name
// of the file, which may be as long as the file system permits.
constexpr std::string_view partial_beginning = ".afterword-";
constexpr std::string_view partial_ending = ".partial";
constexpr int max_attempts = 1'000;

}  // namespace

PartialFile::PartialFile(const files::path& folder, mode_t mode) {
  for (int attempt = 0; fd_ < 0 && attempt < max_attempts; ++attempt) {
    name_ =
        folder / fmt::format("{}{}-{}{}", partial_beginning, ::getpid(), attempt, partial_ending);
    fd_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd_ < 0 && errno != EEXIST) return;
    if (fd_ >= 0 && !lock()) close();
  }
}

PartialFile::~PartialFile() {
  if (fd_ >= 0 && !is_renamed_) ::unlink(name_.c_str());
  close();
}

bool PartialFile::write(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t done = ::write(fd_, text.data(), text.size());
    if (done < 0 && errno != EINTR) return false;
    if (done > 0) text.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

bool PartialFile::become(const files::path& path) {
  is_renamed_ = std::rename(name_.c_str(), path.c_str()) == 0;
  return is_renamed_;
}

/// False if another process took the file for an abandoned one before it was locked.
bool PartialFile::lock() const {
  // Without locks, as on some network file systems, no file is taken for an abandoned one.
  struct stat info {};
  return ::flock(fd_, LOCK_EX) != 0 || ::fstat(fd_, &info) != 0 || info.st_nlink > 0;
}

void PartialFile::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

bool is_partial_name(const std::string& name) {
  return name.starts_with(partial_beginning) && name.ends_with(partial_ending);
}

void remove_if_abandoned(const files::path& partial) {
  const int fd = ::open(partial.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return;
  struct stat info {};
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && ::flock(fd, LOCK_EX | LOCK_NB) == 0)
    ::unlink(partial.c_str());
  ::close(fd);
}

void remove_abandoned_files(const files::path& folder) {
  std::error_code error;
  files::directory_iterator entry(folder, error);
  for (; !error && entry != files::directory_iterator{}; entry.increment(error))
    if (is_partial_name(entry->path().filename().string())) remove_if_abandoned(entry->path());
}

}  // namespace afterword
