#include "command/transfer/site_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "command/transfer/partial_file.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

void add_entry(const files::directory_entry& entry, const std::vector<std::string_view>& extensions,
               FolderListing& listing, std::vector<files::path>& folders) {
  std::error_code error;
  const files::file_type type = entry.symlink_status(error).type();
  const files::path& path = entry.path();
  if (type == files::file_type::directory) folders.push_back(path);
  if (type == files::file_type::regular && is_partial_name(path.filename().string()))
    return remove_if_abandoned(path);
  if (std::ranges::find(extensions, path.extension().string()) == extensions.end()) return;
  if (type == files::file_type::regular) listing.files.push_back(path);
  if (type == files::file_type::symlink && entry.is_regular_file(error))
    listing.links.push_back(path);
}

}  // namespace

FolderLock::FolderLock(const std::string& folder)
    : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (fd_ < 0 || ::flock(fd_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  fmt::print(stderr, "{}: waiting for another export\n", folder);
  while (::flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
  }
}

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

FolderListing list_files(const files::path& folder,
                         const std::vector<std::string_view>& extensions) {
  FolderListing listing;
  std::vector<files::path> folders{folder};
  while (!folders.empty()) {
    const files::path next = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    files::directory_iterator entry(next, error);
    for (; !error && entry != files::directory_iterator{}; entry.increment(error))
      add_entry(*entry, extensions, listing, folders);
    if (error)
      listing.problems.push_back(
          fmt::format("{} cannot be read: {}", next.string(), error.message()));
  }
  std::ranges::sort(listing.files);
  std::ranges::sort(listing.links);
  std::ranges::sort(listing.problems);
  return listing;
}

Result<files::path, std::string> replaceable_file(const files::path& path,
                                                  const files::path& folder) {
  std::error_code error;
  if (!files::is_symlink(path, error)) return path;
  const files::path target = files::canonical(path, error);
  const files::path inside = error ? files::path{} : files::canonical(folder, error);
  if (error) return Failure{fmt::format("cannot be read: {}", error.message())};
  const auto [rest, unused] = std::ranges::mismatch(inside, target);
  if (rest == inside.end()) return target;
  return Failure{
      fmt::format("is a link to {}, which is not below {}", target.string(), folder.string())};
}

}  // namespace afterword
