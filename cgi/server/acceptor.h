// Waits for connections so that many processes can share a listening socket and each can be told
// to stop without losing a connection it has taken.
#pragma once

#include <signal.h>

#include <cstdint>
#include <optional>

#include "server/listener.h"

namespace afterword {

/// Blocks SIGTERM, SIGINT and SIGUSR1, the signals to stop, for the rest of the process, so that an
/// Acceptor sees them. Called as early as possible: mod_fcgid may want to end a process that it has
/// just started, and already sent a request.
void hold_stop_signals();

class Acceptor {
 public:
  /// Makes the socket non-blocking and close-on-exec, and holds the signals to stop.
  explicit Acceptor(const SharedSocket& socket);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  /// The next connection, blocking and close-on-exec; the caller closes it. nullopt after a signal
  /// to stop, or when the socket fails: then failed() is true and the log has the reason.
  /// After a signal those that wait in the queue are still taken, for a second at most, because the
  /// socket may be nobody else's. A local socket that was closed for new connections by shutdown(2)
  /// is emptied however long it takes; when its owner has died, that is done here.
  std::optional<int> next();
  bool failed() const { return failed_; }

 private:
  bool stop_pending() const;
  bool may_accept();
  bool is_shut_down() const;
  void wait() const;

  void close_if_orphaned() const;

  int listen_fd_;
  pid_t owner_;
  sigset_t stop_signals_{};
  int signal_fd_ = -1;
  int epoll_fd_ = -1;
  std::int64_t told_ms_ = 0;  // when the signal to stop was first seen; 0 before
  bool failed_ = false;
};

}  // namespace afterword
