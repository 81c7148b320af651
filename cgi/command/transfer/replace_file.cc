#include "command/transfer/replace_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "command/transfer/partial_file.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

Failure<std::string> cannot_be_written(int error) {
  return Failure{fmt::format("cannot be written: {}", std::strerror(error))};
}

/// Only root may give a file away. Others may set the group to one of their own.
void keep_owner_and_mode(int fd, const struct stat& before) {
  constexpr uid_t unchanged = static_cast<uid_t>(-1);
  if (::fchown(fd, before.st_uid, before.st_gid) != 0) {
    [[maybe_unused]] const int result = ::fchown(fd, unchanged, before.st_gid);
  }
  ::fchmod(fd, before.st_mode & 07777);
}

}  // namespace

Result<void, std::string> replace_file(const files::path& path, const std::string& text) {
  std::error_code error;
  files::create_directories(path.parent_path(), error);
  if (error) return cannot_be_written(error.value());
  struct stat before {};
  const bool is_there = ::lstat(path.c_str(), &before) == 0 && S_ISREG(before.st_mode);
  // Until it has the mode of the former file, nobody else may read it.
  PartialFile partial(path.parent_path(), is_there ? 0600 : 0666);
  if (partial.fd() < 0) return cannot_be_written(errno);
  if (!partial.write(text)) return cannot_be_written(errno);
  if (is_there) keep_owner_and_mode(partial.fd(), before);
  if (!partial.become(path)) return cannot_be_written(errno);
  return {};
}

}  // namespace afterword
