#include "store/sqlite/sqlite_backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "base/id.h"
#include "store/sqlite/migration.h"
#include "store/sqlite/schema.h"

namespace afterword {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t chunk_bytes = 1 << 20;
constexpr int busy_timeout_ms = 10'000;

std::string system_message() { return std::strerror(errno); }

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

Connection open_connection(const std::string& path, int flags) {
  sqlite3* connection = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  Connection owned(connection);
  if (opened != SQLITE_OK) return nullptr;
  sqlite3_busy_timeout(connection, busy_timeout_ms);
  return owned;
}

std::string first_text(sqlite3* connection, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  std::string text;
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    if (const unsigned char* found = sqlite3_column_text(statement, 0))
      text = reinterpret_cast<const char*>(found);
  sqlite3_finalize(statement);
  return text;
}

bool run(sqlite3* connection, const char* sql) {
  return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// Reads up to a buffer's size at an offset. Returns the number of bytes, less at the end of the
/// file, -1 on an error.
ssize_t read_at(int file, std::vector<char>& buffer, std::int64_t offset) {
  std::size_t got = 0;
  while (got < buffer.size()) {
    const ssize_t n = ::pread(file, buffer.data() + got, buffer.size() - got,
                              static_cast<off_t>(offset) + static_cast<off_t>(got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(got);
}

bool write_at(int file, const char* bytes, std::size_t size, std::int64_t offset) {
  while (size > 0) {
    const ssize_t n = ::pwrite(file, bytes, size, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes += n;
    size -= static_cast<std::size_t>(n);
    offset += n;
  }
  return true;
}

/// Makes `copy` identical to `from`, writing only blocks that differ. On an error returns false and
/// sets errno.
bool make_same(int from, int copy) {
  std::vector<char> wanted(chunk_bytes);
  std::vector<char> there(chunk_bytes);
  std::int64_t offset = 0;
  for (;;) {
    const ssize_t got = read_at(from, wanted, offset);
    if (got < 0) return false;
    if (got == 0) return ::ftruncate(copy, static_cast<off_t>(offset)) == 0;
    const auto size = static_cast<std::size_t>(got);
    const ssize_t had = read_at(copy, there, offset);
    if (had < 0) return false;
    if (had < got || std::memcmp(wanted.data(), there.data(), size) != 0)
      if (!write_at(copy, wanted.data(), size, offset)) return false;
    offset += got;
  }
}

/// Copies in rollback mode; see the header. `from` must be closed after the connection, because
/// closing any descriptor of a file releases all locks of this process on it (POSIX).
std::optional<std::string> copy_under_lock(sqlite3* connection, int from, int copy,
                                           std::int64_t& held_ms) {
  const auto write_error = [] {
    return fmt::format("the copy cannot be written: {}", system_message());
  };
  if (!make_same(from, copy) || !make_same(from, copy)) return write_error();
  if (!run(connection, "BEGIN") || first_text(connection, "SELECT count(*) FROM comment").empty())
    return fmt::format("the database cannot be read: {}", sqlite3_errmsg(connection));
  const auto begun = Clock::now();
  const bool same = make_same(from, copy);
  held_ms = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun).count();
  const int code = errno;
  run(connection, "COMMIT");
  errno = code;
  if (!same) return write_error();
  return std::nullopt;
}

std::optional<std::string> copy_by_sqlite(sqlite3* connection, const std::string& path) {
  const Connection copy = open_connection(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!copy) return fmt::format("{} cannot be made", path);
  sqlite3_backup* backup = sqlite3_backup_init(copy.get(), "main", connection, "main");
  const int done = backup != nullptr ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
  sqlite3_backup_finish(backup);
  if (done != SQLITE_DONE)
    return fmt::format("the copy cannot be made: {}", sqlite3_errmsg(copy.get()));
  // Makes the copy a single file without a WAL.
  if (!run(copy.get(), "PRAGMA journal_mode = DELETE"))
    return fmt::format("the copy cannot be finished: {}", sqlite3_errmsg(copy.get()));
  return std::nullopt;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// Syncs a file and its directory entry to disk.
bool sync(const std::string& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  const File folder(::open(folder_of(path).c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
  return file.is_open() && folder.is_open() && ::fsync(file.get()) == 0 &&
         ::fsync(folder.get()) == 0;
}

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

/// A temporary file next to the target, removed unless it is released.
class Partial {
 public:
  explicit Partial(const std::string& target)
      : path_(fmt::format("{}.{}.partial", target, ::getpid())) {}
  ~Partial() { ::unlink(path_.c_str()); }
  Partial(const Partial&) = delete;
  Partial& operator=(const Partial&) = delete;

  const std::string& path() const { return path_; }
  bool become(const std::string& target) {
    return sync(path_) && ::rename(path_.c_str(), target.c_str()) == 0 && sync(target);
  }

 private:
  std::string path_;
};

}  // namespace

std::optional<std::string> sqlite_backup_error(const std::string& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return fmt::format("{} is not there", file);
  if (!S_ISREG(info.st_mode)) return fmt::format("{} is not a regular file", file);
  // Backups are not modified concurrently, and files next to one are ignored.
  const Connection connection =
      open_connection("file:" + file + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  if (!connection) return fmt::format("{} cannot be opened", file);
  if (auto error = sqlite_ownership_error(connection.get(), file)) return error;
  if (first_text(connection.get(), "SELECT count(*) FROM sqlite_schema WHERE name = 'comment'") !=
      "1")
    return fmt::format("{} is no database of Afterword's", file);
  const int version = static_cast<int>(
      std::strtol(first_text(connection.get(), "PRAGMA user_version").c_str(), nullptr, 10));
  if (auto error = schema_error(connection.get(), file, version)) return error;
  const std::string checked = first_text(connection.get(), "PRAGMA integrity_check(1)");
  if (checked != "ok") return fmt::format("{} is damaged: {}", file, checked);
  return std::nullopt;
}

Result<BackupReport, std::string> back_up_sqlite(const std::string& source,
                                                 const std::string& target) {
  BackupReport report;
  Partial partial(target);
  const File from(::open(source.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from.is_open())
    return Failure{fmt::format("{} cannot be read: {}", source, system_message())};
  const File copy(
      ::open(partial.path().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!copy.is_open())
    return Failure{fmt::format("{} cannot be written: {}", target, system_message())};
  std::optional<std::string> error;
  {
    const Connection connection = open_connection(source, SQLITE_OPEN_READWRITE);
    if (!connection) return Failure{fmt::format("{} cannot be opened", source)};
    const bool wal = first_text(connection.get(), "PRAGMA journal_mode") == "wal";
    error = wal ? copy_by_sqlite(connection.get(), partial.path())
                : copy_under_lock(connection.get(), from.get(), copy.get(), report.held_ms);
  }
  if (error) return Failure{*error};
  if (auto damaged = sqlite_backup_error(partial.path())) return Failure{*damaged};
  struct stat info {};
  if (::stat(partial.path().c_str(), &info) == 0) report.bytes = info.st_size;
  {
    const Connection connection = open_connection("file:" + partial.path() + "?immutable=1",
                                                  SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    report.comments =
        parse_positive(
            first_text(connection.get(), "SELECT count(*) FROM comment WHERE status <> 'deleted'"))
            .value_or(0);
  }
  if (!partial.become(target))
    return Failure{fmt::format("{} cannot be written: {}", target, system_message())};
  return report;
}

Result<std::string, std::string> restore_sqlite(const std::string& backup,
                                                const std::string& target,
                                                const std::string& stamp) {
  if (auto error = sqlite_backup_error(backup)) return Failure{*error};
  Partial partial(target);
  {
    const File from(::open(backup.c_str(), O_RDONLY | O_CLOEXEC));
    const File copy(
        ::open(partial.path().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!from.is_open() || !copy.is_open() || !make_same(from.get(), copy.get()))
      return Failure{fmt::format("{} cannot be written: {}", partial.path(), system_message())};
    // The file gets the owner of the previous database, so that the workers can use it whichever
    // user runs this command.
    struct stat owner {};
    const std::string like = exists(target) ? target : folder_of(target);
    if (::stat(like.c_str(), &owner) == 0 && ::geteuid() == 0 &&
        ::fchown(copy.get(), owner.st_uid, owner.st_gid) != 0)
      return Failure{fmt::format("{} cannot be given to the owner of {}: {}", partial.path(), like,
                                 system_message())};
  }
  if (auto damaged = sqlite_backup_error(partial.path())) return Failure{*damaged};

  std::string kept;
  if (exists(target)) {
    kept = fmt::format("{}.before-restore-{}", target, stamp);
    if (exists(kept)) return Failure{fmt::format("{} already exists; try again", kept)};
    // The journal files next to the target belong to the old database. The exclusive lock ensures
    // that no transaction is active.
    const Connection old = open_connection(target, SQLITE_OPEN_READWRITE);
    const bool locked = old && run(old.get(), "PRAGMA wal_checkpoint(TRUNCATE)") &&
                        run(old.get(), "BEGIN IMMEDIATE");
    for (const char* suffix : {"-wal", "-shm", "-journal"})
      if (exists(target + suffix)) ::rename((target + suffix).c_str(), (kept + suffix).c_str());
    const bool moved =
        ::link(target.c_str(), kept.c_str()) == 0 || ::rename(target.c_str(), kept.c_str()) == 0;
    if (!moved)
      return Failure{fmt::format("{} cannot be kept as {}: {}", target, kept, system_message())};
    const bool placed = partial.become(target);
    if (locked) run(old.get(), "ROLLBACK");
    if (!placed)
      return Failure{fmt::format("{} cannot be put into place: {}", target, system_message())};
    return kept;
  }
  if (!partial.become(target))
    return Failure{fmt::format("{} cannot be put into place: {}", target, system_message())};
  return kept;
}

}  // namespace afterword
