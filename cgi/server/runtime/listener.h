// The socket that web servers reach us on. FastCGI has no passwords, so it is a socket file with a
// mode, or a port that only this machine can reach.
#pragma once

#include <sys/socket.h>
#include <sys/types.h>

#include <string>
#include <string_view>

#include "base/result.h"
#include "config/listen_address.h"

namespace afterword {

/// Whether a socket, inherited or ours, is a local (AF_UNIX) one.
bool is_local_socket(int fd);

/// Whether only programs on this machine can connect: a local socket, or one that is bound to a
/// loopback address.
bool is_this_machine_only(int fd);

/// What a listening socket is called in a log: "unix:PATH" or "HOST:PORT".
std::string name_of_socket(int fd);

/// A listening socket as a worker gets it.
struct SharedSocket {
  int fd = -1;
  /// The process that the socket ends with, or 0 where it outlives every process of ours.
  pid_t owner = 0;
};

/// A listening socket. Its destructor closes it and removes the socket file, unless another process
/// has put its own there since, or this is a forked child.
class Listener {
 public:
  /// Opens a socket, close-on-exec, with a queue of 1,024 connections. `mode` is the socket file's,
  /// in force from the first moment. A socket file that a crashed program left is replaced. One
  /// that answers is an error, as is a port in use or a file that is no socket; but where the
  /// process that made it has died, its workers get ten seconds to leave. Errors are sentences that
  /// say what is wrong and what to do. Changes the umask for a moment.
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
