#include "server/application/reloading_handler.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <utility>

#include "base/log.h"
#include "config/config.h"

namespace afterword {
namespace {

/// Changes whenever a file is written or replaced.
struct Stamp {
  ino_t inode = 0;
  off_t bytes = 0;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

Stamp stamp_of(const std::string& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return {};
  return {info.st_ino, info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

Handled no_configuration(Request&, Attempt) {
  Response response{503, {}, "The comments are not set up completely. The error log says why.\n"};
  response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  response.headers.emplace_back("Retry-After", "60");
  return {std::move(response)};
}

// A process that does not use the writer lock waits longer, to give other writers time to commit.
constexpr std::chrono::milliseconds max_wait_alone{500};

constexpr std::chrono::milliseconds max_wait_once{1'000};

/// If a web server starts the processes and gives each one request at a time, all of them could end
/// up waiting for a locked database. Only the process with this lock waits for long. The flock(2)
/// is on the data folder, so no file needs to be created, and it ends with the process. It is
/// independent of SQLite's locks.
class LongWaitLock {
 public:
  LongWaitLock() = default;
  explicit LongWaitLock(const std::string& folder)
      : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
  LongWaitLock(LongWaitLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  LongWaitLock& operator=(LongWaitLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~LongWaitLock() {
    if (fd_ >= 0) ::close(fd_);
  }

  /// Also true if this process has the lock already, and if the file system does not support locks.
  bool acquire() { return ::flock(fd_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK; }
  void release() { ::flock(fd_, LOCK_UN); }

 private:
  int fd_ = -1;
};

class ReloadingHandler {
 public:
  ReloadingHandler(std::string file, Lifetime lifetime, WorkerLimits& limits)
      : file_(std::move(file)), lifetime_(lifetime), looked_(current_time()) {
    if (const auto service = load()) limits = worker_limits(service->config);
  }

  Handled respond(Request& request, Attempt attempt) {
    if (lifetime_ == Lifetime::one_request) return respond_single(request);
    if (attempt != Attempt::again) look();
    Handled handled = handle_(request, attempt);
    if (handled.worth_waiting.count() == 0) {
      if (attempt == Attempt::again || attempt == Attempt::last) long_wait_.release();
    } else if (!long_wait_.acquire()) {
      return handle_(request, Attempt::last);
    }
    return handled;
  }

 private:
  /// Processes that start while the database is locked are started one after another, so waiting in
  /// each would delay the last response too much.
  Handled respond_single(Request& request) {
    Handled handled = handle_(request, Attempt::first);
    const bool is_worth_it = handled.worth_waiting >= LockWait::usual_total;
    return is_worth_it && long_wait_.acquire() ? handle_(request, Attempt::only)
                                               : std::move(handled);
  }

  std::shared_ptr<const Service> load() {
    // Read before the file, so that a change during loading is detected next time.
    stamp_ = stamp_of(file_);
    const auto service = load_service(file_, lifetime_);
    if (!service) {
      for (const std::string& error : service.error()) log_line(error);
      return nullptr;
    }
    handle_ = make_handler(*service, lifetime_,
                           lifetime_ == Lifetime::one_request ? max_wait_once : max_wait_alone,
                           PublishedWith::own_configuration);
    long_wait_ = LongWaitLock(folder_of((*service)->config.database));
    return *service;
  }

  void look() {
    const Instant now = current_time();
    // A clock that was set back must not prevent checks.
    if (now >= looked_ && now.ms - looked_.ms < second_ms) return;
    looked_ = now;
    if (stamp_of(file_) == stamp_) return;
    log_line("the configuration was changed");
    load();
  }

  std::string file_;
  Lifetime lifetime_;
  Instant looked_;
  Stamp stamp_;
  Handler handle_ = no_configuration;
  LongWaitLock long_wait_;
};

}  // namespace

Handler make_reloading_handler(const std::string& config_file, Lifetime lifetime,
                               WorkerLimits& limits) {
  auto handler = std::make_shared<ReloadingHandler>(config_file, lifetime, limits);
  return
      [handler](Request& request, Attempt attempt) { return handler->respond(request, attempt); };
}

}  // namespace afterword
