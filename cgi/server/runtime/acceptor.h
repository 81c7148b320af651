// Takes connections from a listening socket that many processes share, and waits for them together
// with whatever else a worker waits for, so that it can be told to stop without losing a
// connection.
#pragma once

#include <signal.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "server/runtime/listener.h"

namespace afterword {

/// Blocks SIGTERM, SIGINT and SIGUSR1, the signals to stop, for the rest of the process, so that an
/// Acceptor sees them. Called as early as possible: mod_fcgid may want to end a process that it has
/// just started, and already sent a request.
void hold_stop_signals();

class Acceptor {
 public:
  enum class Interest { reading, writing };

  /// Makes the socket non-blocking and close-on-exec, and holds the signals to stop.
  explicit Acceptor(const SharedSocket& socket);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  /// A connection that is there already, non-blocking and close-on-exec; the caller closes it.
  /// nullopt when there is none, and from then on for good once is_over().
  std::optional<int> accept();

  /// No connection will come any more: after a signal to stop, or because the socket failed; then
  /// failed() is true and the log has the reason. After a signal those that wait in the queue are
  /// still taken, for a second at most, because the socket may be nobody else's. A local socket
  /// that was closed for new connections by shutdown(2) is emptied however long it takes; when its
  /// owner has died, that is done here.
  bool is_over() const { return over_; }
  bool failed() const { return failed_; }

  /// Watches a connection until it is closed or forgotten. False where the system has no room for
  /// it.
  bool watch(int connection, Interest interest);
  /// Changes what a watched connection is watched for.
  void watch_again(int connection, Interest interest);

  void forget(int connection);

  /// Waits until a connection may be there to accept, a watched one is ready, or a signal to stop
  /// has come, at most so long; without end for a negative time. Returns the watched ones that are
  /// ready.
  std::vector<int> wait(int timeout_ms);

 private:
  bool stop_pending() const;
  bool may_accept();
  bool is_shut_down() const;
  void close_if_orphaned() const;
  void end();

  int listen_fd_;
  pid_t owner_;
  sigset_t stop_signals_{};
  int signal_fd_ = -1;
  int epoll_fd_ = -1;
  std::int64_t told_ms_ = 0;  // when the signal to stop was first seen; 0 before
  bool over_ = false;
  bool failed_ = false;
};

}  // namespace afterword
