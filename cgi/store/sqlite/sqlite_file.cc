#include "store/sqlite/sqlite_file.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace afterword {
namespace {

/// Space for the largest comment: its text, its entries in the search index, and both again in the
/// journal.
constexpr std::uint64_t room_bytes = 256 << 10;

}  // namespace

std::optional<std::string> sqlite_file_error(const std::string& path, Opening opening) {
  const bool is_made = opening == Opening::create;
  struct stat info {};
  if (!is_made && ::access(path.c_str(), F_OK) != 0)
    return fmt::format(
        "there is no database at {}; make one with `afterword init`, or restore your backup to "
        "this "
        "place",
        path);
  // If stat fails, SQLite reports the error itself.
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  if (!S_ISREG(info.st_mode)) return fmt::format("the database {} is not a regular file", path);
  if (!is_made && info.st_size == 0)
    return fmt::format(
        "the database {} has size 0; it was probably truncated. Restore your backup, or remove the "
        "file and make a new one with `afterword init`",
        path);
  return std::nullopt;
}

std::optional<std::string> sqlite_storage_error(const std::string& path) {
  const auto may_write = [](const std::string& name) { return ::access(name.c_str(), W_OK) == 0; };
  if (!may_write(path)) return "the file is read-only";
  const std::string journal = path + "-journal";
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  // An existing journal is reused. In WAL mode there may be none.
  if (!may_write(::access(journal.c_str(), F_OK) == 0 ? journal : folder))
    return "its folder is read-only";
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) == 0) {
    const std::uint64_t blocks = ::geteuid() == 0 ? disk.f_bfree : disk.f_bavail;
    if (blocks * disk.f_frsize < room_bytes) return "the disk is full";
  }
  struct stat file {};
  rlimit largest{};
  if (::stat(path.c_str(), &file) == 0 && ::getrlimit(RLIMIT_FSIZE, &largest) == 0 &&
      largest.rlim_cur != RLIM_INFINITY &&
      largest.rlim_cur < static_cast<std::uint64_t>(file.st_size) + room_bytes)
    return "the file has reached the largest size that this process may write";
  return std::nullopt;
}

}  // namespace afterword
