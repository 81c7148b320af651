// Waits for connections so that many processes can share a listening socket and each can be told
// to stop without losing a connection it has taken.
#pragma once

#include <signal.h>

#include <optional>

namespace afterword {

class Acceptor {
 public:
  /// Makes the socket non-blocking and close-on-exec. Blocks SIGTERM, SIGINT and SIGUSR1, the
  /// signals to stop, for the rest of the process.
  explicit Acceptor(int listen_fd);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  /// The next connection, blocking and close-on-exec; the caller closes it. nullopt after a signal
  /// to stop, or when the socket fails: then failed() is true and the log has the reason.
  /// A local socket that was closed for new connections by shutdown(2) is first emptied of those
  /// that wait in its queue, signal or not; then it is nullopt.
  std::optional<int> next();
  bool failed() const { return failed_; }

 private:
  bool stop_pending() const;
  bool is_shut_down() const;
  void wait() const;

  int listen_fd_;
  sigset_t stop_signals_{};
  int signal_fd_ = -1;
  int epoll_fd_ = -1;
  bool failed_ = false;
};

}  // namespace afterword
