// The parent of the workers: forks them, replaces those that die, hands over on SIGHUP and drains
// on SIGTERM. It serves nothing itself, so nothing a visitor sends can bring it down.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "server/runtime/listener.h"
#include "server/runtime/service_manager.h"

namespace afterword {

struct SupervisorOptions {
  int listen_fd = 0;
  int workers = 2;  // 1 to 256; two at least, so that one stuck worker is not all
  // Whether the socket ends with this process. Then, if it is a local one, a stop closes it for new
  // connections first, and those that wait in its queue are still answered. False for a socket
  // that was inherited: whoever made it would find it closed.
  bool owns_socket = false;
  unsigned drain_seconds = 10;  // from SIGTERM to SIGKILL for a worker that is to go
  ServiceManager manager{};     // is told of start, reload and end
};

/// A worker's life, in a child process with default signal handling, but without SIGPIPE; the
/// result is its exit status. Must end soon after SIGTERM.
using WorkerMain = std::function<int(const SharedSocket& socket)>;

/// What the supervisor runs: workers, and one child of another kind beside them.
struct Children {
  WorkerMain worker;
  /// Started and replaced like a worker; none when it is empty.
  std::function<int()> mail_worker = {};
};

/// Reads the configuration anew. An error is logged and the old workers stay.
using Reload = std::function<Result<Children, std::string>()>;

/// Returns 0 after SIGTERM or SIGINT, when every worker has finished its request and gone, or 2
/// when the number of workers is out of range.
///
/// - A worker that dies is replaced at once. One that keeps dying within a second of its start, by
/// a
///   signal or with a status other than 0 and 3, is replaced at once the first time, then after
///   100 ms, doubling to 1 s, until one has lived 10 s. Each death is a line in the log.
/// - SIGHUP calls `reload`; new workers are started, and the old ones are told to go a moment
/// later,
///   so the socket is always served.
/// - Workers get SIGTERM when this process dies in whatever way. If the socket ends with this
///   process, they close it for new connections, so that another start can take its place at once.
/// - SIGPIPE is ignored from here on: a log whose reader has gone ends nobody.
///
/// For a process with one thread and no other children; must be called before anything that may not
/// be carried over a fork is opened. Restores the signal mask when it returns.
int run_supervisor(const SupervisorOptions& options, Children children, const Reload& reload);

}  // namespace afterword
