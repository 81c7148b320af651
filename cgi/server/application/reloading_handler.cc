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

/// What changes when a file is written or replaced.
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

Handled must_be_mended(Request&, Attempt) {
  Response response{503, {}, "The comments are not set up completely. The error log says why.\n"};
  response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  response.headers.emplace_back("Retry-After", "60");
  return {std::move(response)};
}

// Who has one request at a time, and no turn with the others, gives their commits more time.
constexpr std::chrono::milliseconds patience_alone{500};

constexpr std::chrono::milliseconds patience_once{1'000};

/// Where a web server starts the processes, and gives each of them one request at a time, those who
/// wait for a locked database would soon be all there are. So one of them waits long, and the
/// others do not. The lock is the data folder's: nothing has to be made, and it ends with its
/// process. flock(2) has nothing to do with SQLite's locks.
class WaitingPlace {
 public:
  WaitingPlace() = default;
  explicit WaitingPlace(const std::string& folder)
      : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
  WaitingPlace(WaitingPlace&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  WaitingPlace& operator=(WaitingPlace&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~WaitingPlace() {
    if (fd_ >= 0) ::close(fd_);
  }

  /// True also for who has it already, and where the file system cannot tell.
  bool take() { return ::flock(fd_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK; }
  void leave() { ::flock(fd_, LOCK_UN); }

 private:
  int fd_ = -1;
};

class ReloadingHandler {
 public:
  ReloadingHandler(std::string file, Lifetime lifetime, WorkerLimits& limits)
      : file_(std::move(file)), lifetime_(lifetime), looked_(current_time()) {
    if (const auto service = load()) limits = worker_limits(service->config);
  }

  Handled answer(Request& request, Attempt attempt) {
    if (lifetime_ == Lifetime::one_request) return answer_only(request);
    if (attempt != Attempt::again) look();
    Handled handled = handle_(request, attempt);
    if (handled.worth_waiting.count() == 0) {
      if (attempt == Attempt::again || attempt == Attempt::last) place_.leave();
    } else if (!place_.take()) {
      return handle_(request, Attempt::last);
    }
    return handled;
  }

 private:
  /// Those who come while the database is locked are started one after the other, so the last of
  /// them would answer late.
  Handled answer_only(Request& request) {
    Handled handled = handle_(request, Attempt::first);
    const bool is_worth_it = handled.worth_waiting >= LockWait::usual_total;
    return is_worth_it && place_.take() ? handle_(request, Attempt::only) : std::move(handled);
  }

  std::shared_ptr<const Service> load() {
    // First, so that a change while the file is read is seen the next time.
    stamp_ = stamp_of(file_);
    const auto service = load_service(file_, lifetime_);
    if (!service) {
      for (const std::string& fault : service.error()) log_line(fault);
      return nullptr;
    }
    handle_ = make_handler(*service, lifetime_,
                           lifetime_ == Lifetime::one_request ? patience_once : patience_alone);
    place_ = WaitingPlace(folder_of((*service)->config.database));
    return *service;
  }

  void look() {
    const Instant now = current_time();
    // A clock that was set back must not keep us from looking.
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
  Handler handle_ = must_be_mended;
  WaitingPlace place_;
};

}  // namespace

Handler make_reloading_handler(const std::string& config_file, Lifetime lifetime,
                               WorkerLimits& limits) {
  auto follower = std::make_shared<ReloadingHandler>(config_file, lifetime, limits);
  return
      [follower](Request& request, Attempt attempt) { return follower->answer(request, attempt); };
}

}  // namespace afterword
