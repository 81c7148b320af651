// A loop: perform due work, then sleep until a signal or the next due time. Signals are not handled
// but waited for, so every step runs without interruption.
#include "server/runtime/supervisor.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>
#include <vector>

#include "base/log.h"
#include "server/runtime/listener.h"
#include "server/runtime/parameters.h"

namespace afterword {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int max_workers = 256;
constexpr milliseconds early_death{1'000};
constexpr milliseconds long_life{10'000};
constexpr milliseconds first_restart_pause{100};
constexpr milliseconds longest_restart_pause{1'000};
// Old workers continue for this long after new ones were forked, which gives those time to open the
// database.
constexpr milliseconds handover{250};

struct WorkerProcess {
  pid_t pid = 0;
  std::size_t slot = 0;
  Clock::time_point started;
  // When `next_signal` is to be sent; never for a worker that stays.
  Clock::time_point due = Clock::time_point::max();
  int next_signal = SIGTERM;
  bool is_current = true;
};

// A place for one current worker.
struct Slot {
  bool occupied = false;
  Clock::time_point start_at = Clock::time_point::min();
  milliseconds pause{0};
};

std::string describe_end(int status) {
  if (!WIFSIGNALED(status)) return "ended with status " + std::to_string(WEXITSTATUS(status));
  const int signal = WTERMSIG(status);
  const char* name = ::sigabbrev_np(signal);
  return "was killed by signal " + std::to_string(signal) +
         (name != nullptr ? std::string{" (SIG"} + name + ")" : std::string{});
}

class Supervisor {
 public:
  Supervisor(const SupervisorOptions& options, Children children, const Reload& reload)
      : options_{options}, children_{std::move(children)}, reload_{reload} {
    make_slots();
    ::sigemptyset(&signals_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) ::sigaddset(&signals_, signal);
    ::sigprocmask(SIG_BLOCK, &signals_, &old_mask_);
  }
  ~Supervisor() { ::sigprocmask(SIG_SETMASK, &old_mask_, nullptr); }
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  void run() {
    while (!stopping_ || !workers_.empty()) {
      start_due_workers();
      announce_ready();
      send_due_signals();
      const int signal = wait_for_signal();
      if (signal == SIGTERM || signal == SIGINT) stop();
      if (signal == SIGHUP && !stopping_) hand_over();
      // After any wake-up, because one SIGCHLD may stand for several children, and one signal may
      // hide another.
      reap();
    }
  }

 private:
  // One slot per worker, followed by one for the mail worker.
  void make_slots() {
    slots_.assign(static_cast<std::size_t>(options_.workers) + (children_.mail_worker ? 1 : 0),
                  Slot{});
  }
  bool is_mail_worker(std::size_t slot) const {
    return slot == static_cast<std::size_t>(options_.workers);
  }

  void start_due_workers() {
    if (stopping_) return;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (!slots_[i].occupied && slots_[i].start_at <= Clock::now()) start_worker(i);
    }
  }

  // Called at start and after each reload. The socket listens already, so connections wait in its
  // queue until a worker has opened its database.
  void announce_ready() {
    if (is_announced_ || stopping_) return;
    options_.manager.ready();
    is_announced_ = true;
  }

  void start_worker(std::size_t slot) {
    // Buffered output would be written by each process.
    std::fflush(nullptr);
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) become_worker(slot, parent);
    if (pid < 0) {
      log_line("worker " + std::to_string(slot) + " cannot be started: " + std::strerror(errno));
      slots_[slot].start_at = Clock::now() + longest_restart_pause;
      return;
    }
    slots_[slot].occupied = true;
    workers_.push_back({.pid = pid, .slot = slot, .started = Clock::now()});
  }

  [[noreturn]] void become_worker(std::size_t slot, pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    // The parent may have died before that took effect.
    if (::getppid() != parent) ::_exit(0);
    for (int signal = 1; signal < SIGRTMIN; ++signal)
      if (signal != SIGPIPE) ::signal(signal, SIG_DFL);
    ::sigprocmask(SIG_SETMASK, &old_mask_, nullptr);
    int status = 1;
    try {
      status = is_mail_worker(slot) ? run_mail_worker() : run_worker(parent);
    } catch (const std::exception& error) {
      log_line(std::string{"a worker failed: "} + error.what());
    } catch (...) {
      log_line("a worker failed: an exception of an unknown type");
    }
    std::fflush(nullptr);
    ::_exit(status);
  }

  int run_worker(pid_t supervisor) const {
    return children_.worker({options_.listen_fd, options_.owns_socket ? supervisor : 0});
  }

  int run_mail_worker() const {
    // The mail worker never accepts. If it kept the socket open, the socket would seem to be in
    // use.
    ::close(options_.listen_fd);
    return children_.mail_worker();
  }

  void send_due_signals() {
    for (auto& worker : workers_) {
      if (worker.due > Clock::now()) continue;
      if (worker.next_signal == SIGKILL) {
        log_line("worker " + std::to_string(worker.slot) + " (process " +
                 std::to_string(worker.pid) + ") did not stop in time and is killed");
        worker.due = Clock::time_point::max();
      } else {
        worker.due = Clock::now() + std::chrono::seconds{options_.drain_seconds};
      }
      ::kill(worker.pid, worker.next_signal);
      worker.next_signal = SIGKILL;
    }
  }

  // Sleeps until a signal, which it returns, or the next due time, for which it returns 0.
  int wait_for_signal() const {
    auto due = Clock::time_point::max();
    for (const auto& worker : workers_) due = std::min(due, worker.due);
    for (const auto& slot : slots_) {
      if (!stopping_ && !slot.occupied) due = std::min(due, slot.start_at);
    }
    // Reports dropped log lines as soon as the log is read again, even if nothing else happens.
    if (!report_dropped_lines()) due = std::min(due, Clock::now() + longest_restart_pause);
    int signal = 0;
    if (due == Clock::time_point::max()) {
      signal = ::sigwaitinfo(&signals_, nullptr);
    } else {
      const auto left = std::max(due - Clock::now(), Clock::duration::zero());
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
      const std::chrono::nanoseconds rest = left - seconds;
      const timespec timeout{.tv_sec = seconds.count(), .tv_nsec = rest.count()};
      signal = ::sigtimedwait(&signals_, nullptr, &timeout);
    }
    return std::max(signal, 0);
  }

  void stop() {
    if (!stopping_ && options_.owns_socket && is_local_socket(options_.listen_fd)) {
      // For TCP this would reset queued connections.
      ::shutdown(options_.listen_fd, SHUT_RD);
    }
    if (!stopping_) options_.manager.stopping();
    stopping_ = true;
    for (auto& worker : workers_) schedule_stop(worker, Clock::now());
  }

  // Schedules a worker to stop at `when`. A worker that is already stopping keeps its time.
  static void schedule_stop(WorkerProcess& worker, Clock::time_point when) {
    worker.is_current = false;
    if (worker.next_signal == SIGTERM) worker.due = std::min(worker.due, when);
  }

  void hand_over() {
    log_line("reloading");
    options_.manager.reloading();
    is_announced_ = false;
    auto fresh = reload_safely();
    if (!fresh) {
      log_line("the reload failed and the old configuration stays in use: " + fresh.error());
      return;
    }
    children_ = std::move(*fresh);
    for (auto& worker : workers_) schedule_stop(worker, Clock::now() + handover);
    make_slots();
    // The loop starts the new workers next.
  }

  Result<Children, std::string> reload_safely() {
    try {
      return reload_();
    } catch (const std::exception& error) {
      return Failure{std::string{error.what()}};
    }
  }

  void reap() {
    int status = 0;
    for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
      const auto worker =
          std::find_if(workers_.begin(), workers_.end(),
                       [pid](const WorkerProcess& each) { return each.pid == pid; });
      if (worker == workers_.end()) continue;
      const WorkerProcess dead = *worker;
      workers_.erase(worker);
      log_line("worker " + std::to_string(dead.slot) + " (process " + std::to_string(pid) + ") " +
               describe_end(status));
      if (dead.is_current && dead.slot < slots_.size())
        plan_successor(slots_[dead.slot], dead, status);
    }
  }

  static void plan_successor(Slot& slot, const WorkerProcess& dead, int status) {
    const auto now = Clock::now();
    const auto lived = now - dead.started;
    slot.occupied = false;
    slot.start_at = now;
    if (lived >= long_life) slot.pause = milliseconds{0};
    const bool in_order =
        WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == timed_out_status);
    if (in_order || lived >= early_death) return;
    slot.start_at = now + slot.pause;
    slot.pause = std::clamp(slot.pause * 2, first_restart_pause, longest_restart_pause);
  }

  const SupervisorOptions options_;
  Children children_;
  const Reload& reload_;
  std::vector<Slot> slots_;
  std::vector<WorkerProcess> workers_;  // current and stopping ones
  sigset_t signals_{};
  sigset_t old_mask_{};
  bool stopping_ = false;
  bool is_announced_ = false;  // to the service manager
};

}  // namespace

int run_supervisor(const SupervisorOptions& options, Children children, const Reload& reload) {
  if (options.workers < 1 || options.workers > max_workers) {
    log_line("the number of workers must be from 1 to " + std::to_string(max_workers));
    return 2;
  }
  // Ignored signals cannot be waited for, and a parent may ignore them (nohup).
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) ::signal(signal, SIG_DFL);
  ::signal(SIGPIPE, SIG_IGN);
  Supervisor{options, std::move(children), reload}.run();
  return 0;
}

}  // namespace afterword
