// The parent process of the workers: forks them, replaces those that die, reloads on SIGHUP and
// drains on SIGTERM. It serves no requests, so visitors cannot crash it.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "server/runtime/listener.h"
#include "server/runtime/service_manager.h"

namespace afterword {

struct SupervisorOptions {
  int listen_fd = 0;
  int workers = 2;  // 1 to 256; two at least, so that a stuck worker does not stop the service
  // Whether the socket ends with this process. If so, and if it is a Unix socket, stopping first
  // closes it for new connections and then serves the queued ones. False for an inherited socket,
  // because closing it would affect its owner.
  bool owns_socket = false;
  unsigned drain_seconds = 10;  // from SIGTERM to SIGKILL for a worker that is stopping
  ServiceManager manager{};     // is notified of start, reload and stop
};

/// The main function of a worker, run in a child process with default signal handling except for an
/// ignored SIGPIPE. Returns the exit status. Must return soon after SIGTERM.
using WorkerMain = std::function<int(const SharedSocket& socket)>;

/// The child processes: workers, and optionally a mail worker.
struct Children {
  WorkerMain worker;
  /// Started and replaced like a worker; none if empty.
  std::function<int()> mail_worker = {};
};

/// Reloads the configuration. On an error, which is logged, the old workers stay.
using Reload = std::function<Result<Children, std::string>()>;

/// Returns 0 after SIGTERM or SIGINT, when all workers have finished their requests and exited, or
/// 2 if the number of workers is out of range.
///
/// - A worker that dies is replaced immediately. If workers repeatedly die within a second of
///   their start, by a signal or with a status other than 0 and 3, the replacement is delayed by
///   100 ms after the first time, doubling to 1 s, until a worker has lived 10 s. Every death is
///   logged.
/// - SIGHUP calls `reload`. New workers are started before the old ones are stopped, so the
///   socket is always served.
/// - Workers get SIGTERM when this process dies for any reason. If the socket ends with this
///   process, they close it for new connections, so that another start can replace it at once.
/// - SIGPIPE is ignored, so that a log whose reader has exited does not end a process.
///
/// Requires a process with one thread and no other children. Call it before opening anything that
/// must not be used across a fork. Restores the signal mask when it returns.
int run_supervisor(const SupervisorOptions& options, Children children, const Reload& reload);

}  // namespace afterword
