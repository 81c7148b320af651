#include "store/published/published_threads.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstring>
#include <thread>
#include <utility>

#include "base/file.h"
#include "store/engine/database.h"
#include "store/published/published_name.h"

namespace afterword {
namespace {

constexpr std::int64_t lock_patience_ms = 5'000;
// A writer that cannot commit keeps the lock for longer than a visitor should wait.
constexpr std::int64_t publisher_patience_ms = 250;
// Of state/lock: [0, first_publisher) are the locks of threads, the rest those of their publishers.
constexpr std::int64_t first_publisher = std::int64_t{1} << 61;
// A transaction that changes more threads locks all.
constexpr std::size_t most_single_locks = 64;
constexpr std::size_t longest_stamp = 256;
constexpr std::string_view all_threads = "all";

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

/// Syncs the names in a folder. Best effort: not every file system can.
void sync_folder(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

std::string folder_of_path(const std::string& path) { return path.substr(0, path.rfind('/')); }

/// Calls `use` with each name in a folder but "." and "..".
void for_each_name(const std::string& folder,
                   const std::function<void(const std::string& name)>& use) {
  DIR* entries = ::opendir(folder.c_str());
  if (entries == nullptr) return;
  while (const dirent* entry = ::readdir(entries)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") use(name);
  }
  ::closedir(entries);
}

bool is_empty_folder(const std::string& path) {
  bool is_empty = true;
  for_each_name(path, [&](const std::string&) { is_empty = false; });
  return is_empty;
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

/// Deletes a file, or a folder with all that it contains.
void delete_tree(const std::string& path) {
  if (::unlink(path.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR) return;
  std::vector<std::string> names;
  for_each_name(path, [&](const std::string& name) { names.push_back(name); });
  for (const std::string& name : names) delete_tree(path + "/" + name);
  ::rmdir(path.c_str());
}

struct PlaceText {
  std::int64_t seconds = 0;
  std::string name;
};

/// The text of a symbolic link in state/place.
std::optional<PlaceText> read_place(const std::string& link) {
  std::array<char, PATH_MAX> buffer;
  const ssize_t size = ::readlink(link.c_str(), buffer.data(), buffer.size());
  if (size <= 0) return std::nullopt;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  const std::size_t space = text.find(' ');
  const auto seconds = parse_positive(text.substr(0, space));
  if (!seconds || space == std::string_view::npos) return std::nullopt;
  return PlaceText{*seconds, std::string(text.substr(space + 1))};
}

void collect_names(const std::string& root, const std::string& below,
                   std::vector<std::string>& found) {
  for_each_name(root + below, [&](const std::string& name) {
    const std::string path = below + name;
    if (!is_folder(root + path)) return;
    if (name.ends_with('@'))
      found.push_back(path);
    else
      collect_names(root, path + "/", found);
  });
}

}  // namespace

RangeLock::RangeLock(RangeLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

RangeLock& RangeLock::operator=(RangeLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

RangeLock::~RangeLock() {
  if (fd_ >= 0) ::close(fd_);
}

PublishedThreads::Edition::~Edition() {
  if (!folder_.empty()) delete_tree(folder_);
}

std::string PublishedThreads::of_thread(std::string_view kind, ThreadId thread) const {
  return state(fmt::format("{}/{}", kind, thread.value));
}

bool PublishedThreads::fail(std::string_view what) {
  error_ = fmt::format("{}: {}", what, std::strerror(errno));
  return false;
}

/// A command that root runs must not leave what the service cannot change.
void PublishedThreads::give_to_owner(const std::string& path) const {
  struct stat info {};
  if (::geteuid() != 0 || ::stat(directory_.c_str(), &info) != 0) return;
  // Without an effect if it is root's too.
  [[maybe_unused]] const int given = ::lchown(path.c_str(), info.st_uid, info.st_gid);
}

bool PublishedThreads::make_folders() {
  // The umask is the operator's, but a web server must be able to read what it is to send.
  const auto make = [&](const std::string& path, mode_t mode) {
    if (::mkdir(path.c_str(), mode) != 0) return errno == EEXIST || fail(path);
    ::chmod(path.c_str(), mode);
    give_to_owner(path);
    return true;
  };
  if (!make(directory_, 0755)) return false;
  if (!exists(state(""))) {
    if (!is_empty_folder(directory_)) {
      error_ = fmt::format("{} contains other files; publish.directory must be a folder of its own",
                           directory_);
      return false;
    }
  }
  // "lock" is made last: a process that can open it has all folders.
  if (!make(state(""), 0700) || !make(directory_ + "/thread", 0755)) return false;
  for (const std::string_view name : {"place", "pending", "new", "old"})
    if (!make(state(name), 0700)) return false;
  const int fd = ::open(state("lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return fail(state("lock"));
  ::close(fd);
  give_to_owner(state("lock"));
  if (!exists(state("LOCK"))) return true;
  error_ = fmt::format("{} is on a file system that does not distinguish upper and lower case",
                       directory_);
  return false;
}

RangeLock PublishedThreads::lock(std::int64_t first, std::int64_t length,
                                 std::int64_t patience_ms) {
  using Clock = std::chrono::steady_clock;
  const std::string path = state("lock");
  is_locked_by_other_ = false;
  int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT) {
    if (!make_folders()) return {};
    fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  }
  if (fd < 0) {
    fail(path);
    return {};
  }
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  range.l_start = first;
  range.l_len = length;
  const auto deadline = Clock::now() + std::chrono::milliseconds(patience_ms);
  // Locks of an open file description, so that two of one process exclude each other too.
  while (::fcntl(fd, F_OFD_SETLK, &range) != 0) {
    is_locked_by_other_ = errno == EAGAIN || errno == EACCES;
    if (!is_locked_by_other_ || Clock::now() >= deadline) {
      fail(path);
      ::close(fd);
      return {};
    }
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  return RangeLock(fd);
}

/// Moves a folder out of sight. False only if something of it is still there.
bool PublishedThreads::set_aside(const std::string& path) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  std::string target = state(fmt::format("old/{}-{}-{}", ::getpid(), now, aside_.size()));
  if (::rename(path.c_str(), target.c_str()) == 0) {
    aside_.push_back(std::move(target));
    return true;
  }
  if (errno == ENOENT || errno == ENOTDIR) return true;
  const int error = errno;
  // A full disk has no space for another name, but deleting needs none. An empty folder may stay.
  delete_tree(path);
  if (!exists(path) || (is_folder(path) && is_empty_folder(path))) return true;
  errno = error;
  return fail(path);
}

std::string PublishedThreads::owner_mark(const std::string& name, ThreadId thread) const {
  return fmt::format("{}{}/.{}", root(), name, thread.value);
}

bool PublishedThreads::has_files_at(const std::string& name, ThreadId thread) const {
  return exists(root() + name + "/" + published_file(std::nullopt)) &&
         exists(owner_mark(name, thread));
}

/// Whether another thread has followed this one at a name.
bool PublishedThreads::is_of_other(const std::string& name, ThreadId thread) const {
  if (exists(owner_mark(name, thread))) return false;
  bool has_mark = false;
  for_each_name(root() + name,
                [&](const std::string& file) { has_mark = has_mark || file.starts_with('.'); });
  return has_mark;
}

bool PublishedThreads::remove_published(const std::string& name) {
  const std::string path = root() + name;
  if (!exists(path)) return true;
  if (!set_aside(path)) return false;
  sync_folder(folder_of_path(path));
  return true;
}

bool PublishedThreads::remove_files_of(ThreadId thread) {
  // If it cannot be marked, the thread is published by the next look at all threads.
  const int mark =
      ::open(of_thread("pending", thread).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (mark >= 0) ::close(mark);
  const std::string edition = of_thread("new", thread);
  if (!set_aside(edition) || exists(edition)) return false;
  const auto place = read_place(of_thread("place", thread));
  return !place || is_of_other(place->name, thread) || remove_published(place->name);
}

bool PublishedThreads::remove_every_file() {
  const int mark = ::open(state("pending/all").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (mark >= 0) ::close(mark);
  const bool removed = set_aside(state("new")) && set_aside(directory_ + "/thread");
  // Deleting all may take long, so the next look at all threads does it.
  aside_.clear();
  sync_folder(directory_);
  return removed && make_folders();
}

void PublishedThreads::remove_before_commit(const ThreadChanges& changes) {
  std::vector<std::int64_t> ids = changes.threads;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const bool locks_all = changes.all || ids.size() > most_single_locks;
  error_.clear();
  bool locked = true;
  if (locks_all) held_.push_back(lock(0, first_publisher, lock_patience_ms));
  for (std::size_t i = 0; i < ids.size() && !locks_all; ++i)
    held_.push_back(lock(ids[i], 1, lock_patience_ms));
  for (const RangeLock& each : held_) locked = locked && each.is_held();
  // Without the folder there is no file.
  bool removed = locked || !exists(directory_ + "/thread");
  if (locked && changes.all) removed = remove_every_file();
  for (std::size_t i = 0; locked && removed && !changes.all && i < ids.size(); ++i)
    removed = remove_files_of(ThreadId{ids[i]});
  if (removed) return;
  unlock();
  throw StoreException{StoreError::unavailable,
                       fmt::format("the change was refused, because published files of it would "
                                   "be outdated and cannot be removed: {}",
                                   error_)};
}

void PublishedThreads::unlock() noexcept {
  held_.clear();
  for (const std::string& path : aside_) delete_tree(path);
  aside_.clear();
}

void PublishedThreads::remove_all() { remove_before_commit({{}, true}); }

std::string PublishedThreads::stamp() const {
  const auto text = read_file(state("stamp"), longest_stamp);
  return text ? *text : "";
}

bool PublishedThreads::adopt(std::string_view wanted) {
  error_.clear();
  if (exists(state("lock")) && stamp() == wanted) return true;
  const RangeLock all = lock(0, first_publisher, lock_patience_ms);
  if (!all.is_held() || !remove_every_file()) return false;
  const std::string path = state("stamp");
  const std::string next = path + ".new";
  const int fd = ::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return fail(next);
  const bool written = ::write(fd, wanted.data(), wanted.size()) == std::ssize(wanted);
  ::fsync(fd);
  ::close(fd);
  give_to_owner(next);
  return (written && ::rename(next.c_str(), path.c_str()) == 0) || fail(next);
}

PublishedThreads::Beginning PublishedThreads::begin(ThreadId thread, std::string_view wanted,
                                                    Existing existing, Instant now,
                                                    Edition& edition) {
  error_.clear();
  edition.publishing_ = lock(first_publisher + thread.value, 1, 0);
  if (!edition.publishing_.is_held())
    return is_locked_by_other_ ? Beginning::busy : Beginning::failed;
  const RangeLock changing = lock(thread.value, 1, publisher_patience_ms);
  if (!changing.is_held()) return is_locked_by_other_ ? Beginning::busy : Beginning::failed;
  if (stamp() != wanted) return Beginning::outdated;
  const auto place = read_place(of_thread("place", thread));
  const bool has_files = place && has_files_at(place->name, thread);
  if (has_files && existing == Existing::keep) return Beginning::current;
  const std::string folder = of_thread("new", thread);
  delete_tree(folder);
  if (::mkdir(folder.c_str(), 0755) != 0) {
    fail(folder);
    return Beginning::failed;
  }
  ::chmod(folder.c_str(), 0755);
  give_to_owner(folder);
  edition.folder_ = folder;
  const std::string mark = fmt::format("{}/.{}", folder, thread.value);
  const int fd = ::open(mark.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    fail(mark);
    return Beginning::failed;
  }
  ::close(fd);
  give_to_owner(mark);
  edition.thread_ = thread;
  edition.name_ = has_files ? place->name : "";
  edition.adds_ = has_files && existing == Existing::complete;
  // Web servers identify a file by its size and the second of its date, so each edition has a date
  // of its own, and none that the program may have sent for an earlier state.
  const std::int64_t next_second = now.ms / second_ms + 1;
  edition.seconds_ = edition.adds_ ? place->seconds
                     : place       ? std::max(next_second, place->seconds + 1)
                                   : next_second;
  return Beginning::begun;
}

bool PublishedThreads::has_file(const Edition& edition, const std::string& file) const {
  return exists(root() + edition.name_ + "/" + file);
}

bool PublishedThreads::write_file(const Edition& edition, const std::string& file,
                                  std::string_view bytes) {
  const std::string path = edition.folder_ + "/" + file;
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fail(path);
  bool good = true;
  while (good && !bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    good = written > 0 || errno == EINTR;
  }
  const std::array<timespec, 2> date{timespec{edition.seconds_, 0}, timespec{edition.seconds_, 0}};
  good = good && ::fchmod(fd, 0644) == 0 && ::futimens(fd, date.data()) == 0 && ::fsync(fd) == 0;
  if (!good) fail(path);
  ::close(fd);
  give_to_owner(path);
  return good;
}

bool PublishedThreads::is_overtaken(const Edition& edition) const {
  return !exists(edition.folder_);
}

bool PublishedThreads::write(Edition& edition, const std::string& file, std::string_view text,
                             std::string_view compressed) {
  return write_file(edition, file, text) &&
         write_file(edition, file + std::string(compressed_ending), compressed);
}

bool PublishedThreads::link(Edition& edition, const std::string& file, const std::string& other) {
  for (const std::string_view ending : {std::string_view(), compressed_ending}) {
    const std::string from = fmt::format("{}/{}{}", edition.folder_, file, ending);
    const std::string to = fmt::format("{}/{}{}", edition.folder_, other, ending);
    if (::link(from.c_str(), to.c_str()) != 0) return fail(to);
  }
  return true;
}

/// Remembers where the files are before they are seen, so that the next change finds them.
bool PublishedThreads::set_place(const Edition& edition, const std::string& name) {
  const std::string path = of_thread("place", edition.thread_);
  const std::string next = path + ".new";
  const auto before = read_place(path);
  ::unlink(next.c_str());
  const std::string text = fmt::format("{} {}", edition.seconds_, name);
  if (::symlink(text.c_str(), next.c_str()) != 0 || ::rename(next.c_str(), path.c_str()) != 0)
    return fail(path);
  give_to_owner(path);
  if (!before || before->name != name) sync_folder(state("place"));
  return true;
}

bool PublishedThreads::add_files(const Edition& edition) {
  std::vector<std::string> files;
  for_each_name(edition.folder_, [&](const std::string& file) { files.push_back(file); });
  // A compressed file before the other one.
  std::sort(files.rbegin(), files.rend());
  for (const std::string& file : files)
    if (::rename((edition.folder_ + "/" + file).c_str(),
                 (root() + edition.name_ + "/" + file).c_str()) != 0)
      return fail(file);
  return true;
}

/// Renames the edition's folder to that of the published files.
bool PublishedThreads::show(Edition& edition, const std::string& name) {
  const std::string target = root() + name;
  if (!edition.name_.empty() && !remove_published(edition.name_)) return false;
  if (!set_place(edition, name)) return false;
  sync_folder(edition.folder_);
  // Twice, because a parent folder may have been removed meanwhile.
  for (int tries = 0; tries < 2; ++tries) {
    for (std::size_t at = root().size(); (at = target.find('/', at)) != std::string::npos; ++at) {
      const std::string folder = target.substr(0, at);
      if (::mkdir(folder.c_str(), 0755) == 0) {
        ::chmod(folder.c_str(), 0755);
        give_to_owner(folder);
      } else if (errno != EEXIST) {
        return fail(folder);
      }
    }
    if (::rename(edition.folder_.c_str(), target.c_str()) == 0) return true;
    const int error = errno;
    // What is there belongs to no thread any more.
    if (error == ENOTEMPTY || error == EEXIST || error == ENOTDIR) set_aside(target);
    errno = error;
    if (is_overtaken(edition)) break;
  }
  return fail(target);
}

PublishedThreads::Finished PublishedThreads::finish(Edition& edition, const std::string& name,
                                                    bool is_complete) {
  if (is_overtaken(edition)) return Finished::overtaken;
  const bool shown = edition.adds_ ? add_files(edition) : show(edition, name);
  unlock();  // deletes what was set aside
  if (!shown) return is_overtaken(edition) ? Finished::overtaken : Finished::failed;
  if (!is_complete) return Finished::published;
  const RangeLock changing = lock(edition.thread_.value, 1, lock_patience_ms);
  // Otherwise a writer has marked it again.
  if (changing.is_held() && has_files_at(name, edition.thread_))
    ::unlink(of_thread("pending", edition.thread_).c_str());
  return Finished::published;
}

PublishedThreads::Finished PublishedThreads::withdraw(Edition& edition) {
  const RangeLock changing = lock(edition.thread_.value, 1, lock_patience_ms);
  if (!changing.is_held()) return Finished::failed;
  if (is_overtaken(edition)) return Finished::overtaken;
  const bool removed = edition.name_.empty() || remove_published(edition.name_);
  if (removed) ::unlink(of_thread("pending", edition.thread_).c_str());
  for (const std::string& path : aside_) delete_tree(path);
  aside_.clear();
  return removed ? Finished::published : Finished::failed;
}

std::vector<ThreadId> PublishedThreads::pending(Instant now) const {
  std::vector<ThreadId> found;
  for_each_name(state("pending"), [&](const std::string& name) {
    const auto id = parse_id<ThreadId>(name);
    struct stat info {};
    if (!id || ::stat(state("pending/" + name).c_str(), &info) != 0) return;
    const std::int64_t marked_ms =
        info.st_mtim.tv_sec * second_ms + info.st_mtim.tv_nsec / 1'000'000;
    if (now.ms - marked_ms >= second_ms || now.ms < marked_ms) found.push_back(*id);
  });
  return found;
}

bool PublishedThreads::is_all_pending() const {
  return exists(state(fmt::format("pending/{}", all_threads)));
}

void PublishedThreads::note_all_seen() const {
  ::unlink(state(fmt::format("pending/{}", all_threads)).c_str());
}

std::optional<PublishedThreads::Place> PublishedThreads::place_of(ThreadId thread) const {
  const std::string link = of_thread("place", thread);
  const auto place = read_place(link);
  struct stat info {};
  if (!place || ::lstat(link.c_str(), &info) != 0) return std::nullopt;
  const std::int64_t ms = info.st_mtim.tv_sec * second_ms + info.st_mtim.tv_nsec / 1'000'000;
  return Place{place->name, Instant{ms}, has_files_at(place->name, thread)};
}

bool PublishedThreads::is_pending(ThreadId thread) const {
  return exists(of_thread("pending", thread));
}

std::vector<ThreadId> PublishedThreads::placed() const {
  std::vector<ThreadId> found;
  for_each_name(state("place"), [&](const std::string& name) {
    if (const auto id = parse_id<ThreadId>(name)) found.push_back(*id);
  });
  return found;
}

std::vector<std::string> PublishedThreads::names() const {
  std::vector<std::string> found;
  collect_names(root(), "", found);
  return found;
}

bool PublishedThreads::remove_name(const std::string& name) {
  const bool removed = remove_published(name);
  unlock();
  // Folders of other pages stay.
  std::string folder = folder_of_path(root() + name);
  while (folder.size() > root().size() && ::rmdir(folder.c_str()) == 0)
    folder = folder_of_path(folder);
  return removed;
}

void PublishedThreads::delete_leftovers() const {
  std::vector<std::string> names;
  for_each_name(state("old"), [&](const std::string& name) { names.push_back(name); });
  for (const std::string& name : names) delete_tree(state("old/" + name));
}

}  // namespace afterword
