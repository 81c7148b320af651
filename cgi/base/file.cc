#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>

namespace afterword {
namespace {

Failure<std::string> cannot_be_read(int error) {
  return Failure{std::string("cannot be read: ") + std::strerror(error)};
}

/// Whether the file system of a file's folder has one of the types of statfs(2).
bool has_type(const std::string& path, std::span<const long> types) {
  struct statfs info {};
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  return ::statfs(folder.c_str(), &info) == 0 &&
         std::find(types.begin(), types.end(), info.f_type) != types.end();
}

}  // namespace

Result<int, std::string> open_regular_file(const std::string& path) {
  // Opening a device can have side effects, so the type is checked before opening, and again on the
  // open descriptor.
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return cannot_be_read(errno);
  if (!S_ISREG(info.st_mode)) return Failure{std::string("is not a regular file")};
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return cannot_be_read(errno);
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) return fd;
  ::close(fd);
  return Failure{std::string("is not a regular file")};
}

Result<std::string, std::string> read_file(const std::string& path, std::size_t most_bytes) {
  const auto fd = open_regular_file(path);
  if (!fd) return Failure{fd.error()};
  constexpr std::size_t chunk = 64 << 10;
  // One byte more than the file has, so that its end is read without more memory.
  struct stat info {};
  ::fstat(*fd, &info);
  std::string text(std::min(static_cast<std::size_t>(info.st_size), most_bytes) + 1, '\0');
  std::size_t size = 0;
  ssize_t got = 0;
  int error = 0;
  do {
    if (size == text.size()) text.resize(size + chunk);
    got = ::read(*fd, text.data() + size, text.size() - size);
    if (got < 0 && errno != EINTR) error = errno;
    if (got > 0) size += static_cast<std::size_t>(got);
  } while (error == 0 && got != 0 && size <= most_bytes);
  ::close(*fd);
  if (error != 0) return cannot_be_read(error);
  if (size > most_bytes) return Failure{"is larger than " + std::to_string(most_bytes) + " bytes"};
  text.resize(size);
  return text;
}

bool on_network_file_system(const std::string& path) {
  constexpr std::array<long, 6> network_types{0x6969 /* NFS */,      0x517B /* SMB */,
                                              0xFE534D42 /* SMB2 */, 0xFF534D42 /* CIFS */,
                                              0x65735546 /* FUSE */, 0x01021997 /* 9p */};
  return has_type(path, network_types);
}

bool on_local_file_system(const std::string& path) {
  constexpr std::array<long, 8> local_types{
      0xEF53 /* ext2, ext3, ext4 */, 0x58465342 /* XFS */,
      0x9123683E /* Btrfs */,        0x2FC12FC1 /* ZFS */,
      0xF2F52010 /* F2FS */,         0xCA451A4E /* bcachefs */,
      0x01021994 /* tmpfs */,        0x794C7630 /* overlay */};
  return has_type(path, local_types);
}

}  // namespace afterword
