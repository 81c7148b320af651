// The listening socket. FastCGI has no authentication, so it is a Unix socket with a file mode, or
// a port on a loopback address.
#pragma once

#include <sys/socket.h>
#include <sys/types.h>

#include <string>
#include <string_view>

#include "base/result.h"
#include "config/listen_address.h"

namespace afterword {

/// Whether a socket is a Unix socket.
bool is_local_socket(int fd);

/// Whether only this machine can connect: a Unix socket, or one bound to a loopback address.
bool is_this_machine_only(int fd);

/// The name of a listening socket in the log: "unix:PATH" or "HOST:PORT".
std::string name_of_socket(int fd);

/// A listening socket as passed to a worker.
struct SharedSocket {
  int fd = -1;
  /// The process whose end closes the socket; 0 if the socket outlives all our processes.
  pid_t owner = 0;
};

/// Owns a listening socket. The destructor closes it and removes the socket file, unless another
/// process has replaced the file, or this is a forked child.
class Listener {
 public:
  /// Opens a socket, close-on-exec, with a queue of 1,024 connections. `mode` is the mode of the
  /// socket file from its creation on. Replaces a stale socket file. Fails if another program
  /// accepts on it, if the port is in use, or if the file is not a socket; if the previous owner
  /// has died, waits up to ten seconds for its workers to exit. Errors are sentences with the
  /// remedy. Changes the umask temporarily.
  static Result<Listener, std::string> open(std::string_view address, mode_t mode);

  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  int fd() const { return fd_; }

 private:
  explicit Listener(int fd) : fd_{fd} {}

  int fd_;
  std::string path_;
  pid_t owner_ = 0;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace afterword
