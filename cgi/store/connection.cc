#include "store/connection.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdint>

#include "base/log.h"
#include "sql/rules.h"

namespace afterword {
namespace {

// An attempt to open is made once a second.
constexpr LockWait::Duration opening_patience{250};

/// What the largest comment takes: its text, its place in the search index, and both once more in
/// the journal.
constexpr std::uint64_t room_bytes = 256 << 10;

/// What keeps the file from being written, as far as the system tells without writing.
std::optional<std::string> storage_fault(const std::string& path) {
  const auto may_write = [](const std::string& name) { return ::access(name.c_str(), W_OK) == 0; };
  if (!may_write(path)) return "the file is read-only";
  const std::string journal = path + "-journal";
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  // A journal that is there is used again; in WAL mode there may be none.
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

}  // namespace

Stores* StoreConnection::stores(Instant now, Access access) {
  const bool is_due = now < looked_ || now.ms - looked_.ms >= second_ms;
  if (database_ && (is_due || access == Access::write)) {
    looked_ = now;
    database_->look_for_file();
  }
  if (database_ && !database_->is_lost()) return stores_.get();
  // A clock that was set back must not keep us from trying.
  if (tried_ && now >= *tried_ && now.ms - tried_->ms < second_ms) {
    if (is_locked_ && options_.wait) options_.wait->note_lock();
    return stores_.get();
  }
  tried_ = now;
  if (options_.wait) options_.wait->allow(opening_patience);
  auto opened = open_sqlite(path_, options_);
  is_locked_ = !opened && opened.error().error == StoreError::busy;
  if (!opened) {
    if (logged_ != opened.error().sentence) log_line(opened.error().sentence);
    logged_ = opened.error().sentence;
    return stores_.get();
  }
  logged_.clear();
  stores_.reset();
  database_ = std::move(opened).value();
  stores_ = std::make_unique<Stores>(*database_, plan_);
  ++opened_;
  // What can only be read should be opened anew, and not for every request.
  if (!database_->is_lost()) tried_.reset();
  return stores_.get();
}

bool StoreConnection::is_free(Access access) {
  if (!database_) return true;
  try {
    if (access == Access::write) {
      database_->begin();
      database_->rollback();
    } else {
      static_cast<void>(sql::rules_version(*database_));
    }
    return true;
  } catch (const StoreException& exception) {
    return exception.error != StoreError::busy;
  }
}

std::optional<std::string> StoreConnection::fault() {
  if (!database_) return "it cannot be opened";
  database_->look_for_file();
  if (database_->is_lost()) return "the file was moved, deleted or replaced, or is read-only";
  if (auto found = storage_fault(path_)) return found;
  try {
    static_cast<void>(sql::rules_version(*database_));
    database_->begin();
    database_->rollback();
  } catch (const StoreException& exception) {
    return fmt::format("{}: {}", to_text(exception.error), exception.detail);
  }
  return std::nullopt;
}

}  // namespace afterword
