// Accepts connections from a listening socket that is shared by processes, and waits for them
// together with a worker's other descriptors. It can be told to stop without losing a connection.
#pragma once

#include <signal.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "server/runtime/listener.h"

namespace afterword {

/// Blocks the stop signals SIGTERM, SIGINT and SIGUSR1 for the rest of the process, so that an
/// Acceptor can detect them. Call as early as possible: mod_fcgid may stop a process that it has
/// just started and already sent a request to.
void hold_stop_signals();

class Acceptor {
 public:
  enum class Interest { reading, writing };

  /// Makes the socket non-blocking and close-on-exec, and blocks the stop signals.
  explicit Acceptor(const SharedSocket& socket);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  /// Accepts a queued connection, non-blocking and close-on-exec; the caller closes it. nullopt if
  /// there is none. After is_over() there will be none.
  std::optional<int> accept();

  /// True when no further connection will be accepted: after a stop signal, or because the socket
  /// failed, in which case failed() is true and the reason was logged. After a signal, queued
  /// connections are still accepted for at most a second, because no other process may serve the
  /// socket. A Unix socket that was closed by shutdown(2) is emptied without a time limit; if its
  /// owner has died, this function shuts it down.
  bool is_over() const { return over_; }
  bool failed() const { return failed_; }

  /// Watches a connection until it is closed or forgotten. False if the system has no resources for
  /// it.
  bool watch(int connection, Interest interest);
  /// Changes the events for which a connection is watched.
  void watch_again(int connection, Interest interest);

  void unwatch(int connection);

  /// Waits until a connection may be accepted, a watched one is ready, or a stop signal has
  /// arrived, at most `timeout_ms`; a negative time is unlimited. Returns the watched connections
  /// that are ready.
  std::vector<int> wait(int timeout_ms);

 private:
  bool looks_for_signal();
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
  std::int64_t stop_seen_ms_ = 0;  // when a stop signal was first seen; 0 before
  // wait() saw a stop signal, or a change of the listening socket other than a connection.
  bool is_disturbed_ = false;
  unsigned accepted_ = 0;
  bool over_ = false;
  bool failed_ = false;
};

}  // namespace afterword
