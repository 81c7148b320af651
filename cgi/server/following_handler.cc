#include "server/following_handler.h"

#include <sys/stat.h>

#include <memory>

#include "base/log.h"

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

Response must_be_mended(Request&) {
  Response response{503, {}, "The comments are not set up completely. The error log says why.\n"};
  response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  response.headers.emplace_back("Retry-After", "60");
  return response;
}

class FollowingHandler {
 public:
  FollowingHandler(std::string file, Lifetime lifetime, WorkerLimits& limits)
      : file_(std::move(file)), lifetime_(lifetime), looked_(current_time()) {
    if (const auto service = load()) limits = worker_limits(service->config);
  }

  Response answer(Request& request) {
    if (lifetime_ == Lifetime::many_requests) look();
    return handle_(request);
  }

 private:
  std::shared_ptr<const Service> load() {
    // First, so that a change while the file is read is seen the next time.
    stamp_ = stamp_of(file_);
    const auto service = load_service(file_, lifetime_);
    if (!service) {
      for (const std::string& fault : service.error()) log_line(fault);
      return nullptr;
    }
    handle_ = make_handler(*service, lifetime_);
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
};

}  // namespace

Handler follow_configuration(const std::string& config_file, Lifetime lifetime,
                             WorkerLimits& limits) {
  auto follower = std::make_shared<FollowingHandler>(config_file, lifetime, limits);
  return [follower](Request& request) { return follower->answer(request); };
}

}  // namespace afterword
