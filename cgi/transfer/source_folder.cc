#include "transfer/source_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "transfer/input_limits.h"

namespace afterword {
namespace {

constexpr int open_flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

Failure<std::string> not_readable(const std::string& path) {
  // Linux gives ENOTDIR for a link that is opened as a folder.
  if (errno == ELOOP || errno == ENOTDIR)
    return Failure{
        fmt::format("{} is a symbolic link; links are not followed, import what it names", path)};
  return Failure{fmt::format("{} cannot be read: {}", path, std::strerror(errno))};
}

/// Owns a descriptor.
class Opened {
 public:
  explicit Opened(int descriptor) : descriptor_(descriptor) {}
  ~Opened() { close(); }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  void replace(int descriptor) {
    close();
    descriptor_ = descriptor;
  }
  explicit operator bool() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  void close() const {
    const int error = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    errno = error;
  }

  int descriptor_;
};

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

std::string path_below(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : fmt::format("{}/{}", folder, name);
}

/// The names in a folder, sorted.
Result<std::vector<std::string>, std::string> names_in(int folder, const std::string& path) {
  const int copy = ::openat(folder, ".", open_flags | O_DIRECTORY);
  const std::unique_ptr<DIR, CloseFolder> open(copy < 0 ? nullptr : ::fdopendir(copy));
  if (!open) return not_readable(path.empty() ? "the folder" : path);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(open.get()))
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  if (errno != 0) return not_readable(path.empty() ? "the folder" : path);
  std::sort(names.begin(), names.end());
  return names;
}

Result<bool, std::string> walk(int folder, const std::string& path, int depth,
                               const std::function<bool(const std::string&)>& sink) {
  if (depth > deepest)
    return Failure{fmt::format("{}: folders are nested deeper than {}", path, deepest)};
  const auto names = names_in(folder, path);
  if (!names) return Failure{names.error()};
  std::vector<std::string> folders;
  for (const std::string& name : *names) {
    const std::string below = path_below(path, name);
    struct stat info {};
    if (::fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
      return not_readable(below);
    if (S_ISLNK(info.st_mode)) {
      errno = ELOOP;
      return not_readable(below);
    }
    if (S_ISDIR(info.st_mode))
      folders.push_back(name);
    else if (S_ISREG(info.st_mode) && !sink(below))
      return false;
  }
  for (const std::string& name : folders) {
    const std::string below = path_below(path, name);
    const Opened next(::openat(folder, name.c_str(), open_flags | O_DIRECTORY));
    if (!next) return not_readable(below);
    auto all = walk(next.get(), below, depth + 1, sink);
    if (!all || !*all) return all;
  }
  return true;
}

/// Replaces a folder by the file with this path in it, without following links.
void open_below(Opened& at, const std::string& path) {
  for (std::size_t begin = 0; at && begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const int flags = end < path.size() ? open_flags | O_DIRECTORY : open_flags;
    at.replace(::openat(at.get(), path.substr(begin, end - begin).c_str(), flags));
    begin = end + 1;
  }
}

}  // namespace

SourceFolder::~SourceFolder() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

SourceFolder::SourceFolder(SourceFolder&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

Result<bool, std::string> SourceFolder::each_file(
    const std::function<bool(const std::string& path)>& sink) const {
  return walk(descriptor_, "", 0, sink);
}

bool SourceFolder::has_any(const std::function<bool(const std::string& path)>& is_wanted) const {
  bool found = false;
  int files = 0;
  const auto seen = each_file([&](const std::string& path) {
    found = is_wanted(path);
    return !found && ++files < most_searched;
  });
  return seen && found;
}

Result<bool, std::string> SourceFolder::has(const std::string& path) const {
  Opened at(::dup(descriptor_));
  open_below(at, path);
  if (!at && errno != ENOENT) return not_readable(path);
  return static_cast<bool>(at);
}

Result<std::string, std::string> SourceFolder::read(const std::string& path) const {
  Opened at(::dup(descriptor_));
  open_below(at, path);
  struct stat info {};
  if (!at || ::fstat(at.get(), &info) != 0) return not_readable(path);
  if (!S_ISREG(info.st_mode)) return Failure{fmt::format("{} is not a regular file", path)};
  std::string text(longest_object + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = ::read(at.get(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return not_readable(path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > longest_object)
    return Failure{fmt::format("{} has more than 1 MB; is it a comment?", path)};
  text.resize(size);
  return text;
}

}  // namespace afterword
