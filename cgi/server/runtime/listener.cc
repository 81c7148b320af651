#include "server/runtime/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

namespace afterword {
namespace {

constexpr int backlog = 1'024;
// Workers that lost their supervisor finish their request, which has a time limit, and exit.
constexpr int orphan_timeout_ms = 10'000;
constexpr int orphan_pause_ms = 10;
constexpr int port_timeout_ms = 2'000;
constexpr std::string_view unix_prefix = "unix:";

Failure<std::string> failure(std::string sentence) { return Failure{std::move(sentence)}; }

std::string reason(int error) { return std::strerror(error); }

// Whether a process exists and has not ended (a zombie has). True if we are not allowed to see it.
bool is_running(pid_t pid) {
  if (pid == 0) return true;  // in another PID namespace
  if (pid == ::getpid() || (::kill(pid, 0) != 0 && errno == ESRCH)) return false;
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(stat, line);
  const auto name_end = line.rfind(") ");
  return name_end == std::string::npos || line.compare(name_end + 2, 1, "Z") != 0;
}

// The error of connecting to a Unix socket; 0 if it accepts. EOWNERDEAD if it accepts or may do so,
// but its owner, the process that called listen(2), is not known to be running.
int probe_socket(const ListenAddress& listen) {
  // Non-blocking, because a program that is too busy to accept is running nevertheless.
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int error = ::connect(probe, reinterpret_cast<const sockaddr*>(&listen.address),
                              listen.address_bytes) == 0
                        ? 0
                        : errno;
  ucred owner{};
  socklen_t size = sizeof owner;
  const bool owner_died = error == 0 &&
                          ::getsockopt(probe, SOL_SOCKET, SO_PEERCRED, &owner, &size) == 0 &&
                          !is_running(owner.pid);
  if (probe >= 0) ::close(probe);
  return owner_died || error == EAGAIN ? EOWNERDEAD : error;
}

// Like probe_socket, but waits for workers of a dead owner to exit.
int probe_with_retry(const ListenAddress& listen) {
  for (int waited_ms = 0;; waited_ms += orphan_pause_ms) {
    const int error = probe_socket(listen);
    if (error != EOWNERDEAD || waited_ms >= orphan_timeout_ms) return error;
    ::poll(nullptr, 0, orphan_pause_ms);
  }
}

// Removes a stale socket file. Returns "" if the path is free, otherwise the error.
std::string free_path(const ListenAddress& listen) {
  struct stat file {};
  if (::lstat(listen.path.c_str(), &file) != 0) return {};  // bind reports other errors
  if (!S_ISSOCK(file.st_mode)) {
    return listen.path + " exists and is not a socket; choose another path or remove it.";
  }
  const int refused = probe_with_retry(listen);
  if (refused == ENOENT) return {};
  if (refused == EACCES || refused == EPERM) {
    return "May not connect to the socket " + listen.path +
           ", so it cannot be said whether a program is using it; run as the user who owns it, or "
           "remove it.";
  }
  if (refused != ECONNREFUSED) {
    return "The socket " + listen.path +
           " is in use by a running program; stop that one or choose another path.";
  }
  if (::unlink(listen.path.c_str()) != 0 && errno != ENOENT) {
    return "Cannot remove the old socket " + listen.path + ": " + reason(errno) +
           "; run as the user who owns its folder.";
  }
  return {};
}

// Prevents concurrent starts in a folder from checking and creating a socket at the same time: a
// socket that does not listen yet would be taken for a stale one and removed. If another user locks
// a world-readable folder, a start is delayed but not prevented.
class FolderLock {
 public:
  explicit FolderLock(const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    fd_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int waited_ms = 0; fd_ >= 0 && ::flock(fd_, LOCK_EX | LOCK_NB) != 0 &&
                            waited_ms < orphan_timeout_ms + port_timeout_ms;
         waited_ms += orphan_pause_ms)
      ::poll(nullptr, 0, orphan_pause_ms);
  }
  ~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int fd_ = -1;
};

// bind(2); returns 0 or its error. A port whose owner died is free once its last worker has exited.
// The owner of a port cannot be determined, so a port in use is retried for a moment.
int bind_with_retry(int fd, const ListenAddress& listen) {
  for (int waited_ms = 0;; waited_ms += orphan_pause_ms) {
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&listen.address), listen.address_bytes) == 0)
      return 0;
    const int error = errno;
    if (error != EADDRINUSE || listen.is_local() || waited_ms >= port_timeout_ms) return error;
    ::poll(nullptr, 0, orphan_pause_ms);
  }
}

std::string bind_error(const ListenAddress& listen, std::string_view text, int error) {
  const std::string name = listen.is_local() ? "the socket " + listen.path : std::string{text};
  if (error == EADDRINUSE) {
    return "Cannot listen on " + name +
           ": it is in use by a running program; stop that one or choose another.";
  }
  if (error == EACCES && !listen.is_local()) {
    return "Cannot listen on " + name +
           ": ports below 1024 are kept for the system; choose a higher one.";
  }
  return "Cannot listen on " + name + ": " + reason(error) +
         (listen.is_local() ? "; its folder must exist and be writable for this user." : ".");
}

// All zero, which is no valid family, if this is not a socket. The last byte stays zero to
// terminate a path.
sockaddr_storage bound_address(int fd) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound - 1;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &size);
  return bound;
}

}  // namespace

bool is_local_socket(int fd) {
  int domain = 0;
  socklen_t size = sizeof domain;
  return ::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX;
}

bool is_this_machine_only(int fd) {
  const auto bound = bound_address(fd);
  if (bound.ss_family == AF_INET) {
    const auto& address = reinterpret_cast<const sockaddr_in&>(bound);
    return ntohl(address.sin_addr.s_addr) >> 24 == 127;
  }
  if (bound.ss_family == AF_INET6)
    return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6&>(bound).sin6_addr);
  return bound.ss_family == AF_UNIX;
}

std::string name_of_socket(int fd) {
  const auto bound = bound_address(fd);
  char host[INET6_ADDRSTRLEN] = "";
  if (bound.ss_family == AF_INET) {
    const auto& address = reinterpret_cast<const sockaddr_in&>(bound);
    ::inet_ntop(AF_INET, &address.sin_addr, host, sizeof host);
    return std::string{host} + ":" + std::to_string(ntohs(address.sin_port));
  }
  if (bound.ss_family == AF_INET6) {
    const auto& address = reinterpret_cast<const sockaddr_in6&>(bound);
    ::inet_ntop(AF_INET6, &address.sin6_addr, host, sizeof host);
    return "[" + std::string{host} + "]:" + std::to_string(ntohs(address.sin6_port));
  }
  return std::string{unix_prefix} + reinterpret_cast<const sockaddr_un&>(bound).sun_path;
}

Result<Listener, std::string> Listener::open(std::string_view address, mode_t mode) {
  const auto listen = parse_listen_address(address);
  if (!listen) return Failure{listen.error()};
  std::optional<FolderLock> lock;
  if (listen->is_local()) {
    lock.emplace(listen->path);
    if (auto error = free_path(*listen); !error.empty()) return failure(std::move(error));
  }
  Listener listener{::socket(listen->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (listener.fd_ < 0) return failure("Cannot make a socket: " + reason(errno) + ".");
  if (!listen->is_local()) {
    // Without it, a restart would have to wait a minute for TIME_WAIT.
    const int on = 1;
    ::setsockopt(listener.fd_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  }
  // chmod after bind would allow anybody to connect in between.
  const mode_t old_mask = ::umask(static_cast<mode_t>(~mode & 0777));
  const int error = bind_with_retry(listener.fd_, *listen);
  ::umask(old_mask);
  if (error != 0) return failure(bind_error(*listen, address, error));
  if (listen->is_local()) {
    struct stat file {};
    if (::lstat(listen->path.c_str(), &file) == 0) {
      listener.path_ = listen->path;
      listener.owner_ = ::getpid();
      listener.device_ = file.st_dev;
      listener.inode_ = file.st_ino;
    }
  }
  if (::listen(listener.fd_, backlog) != 0) return failure(bind_error(*listen, address, errno));
  return listener;
}

Listener::Listener(Listener&& other) noexcept
    : fd_{std::exchange(other.fd_, -1)},
      path_{std::exchange(other.path_, {})},
      owner_{other.owner_},
      device_{other.device_},
      inode_{other.inode_} {}

Listener::~Listener() {
  struct stat file {};
  if (!path_.empty() && owner_ == ::getpid() && ::lstat(path_.c_str(), &file) == 0 &&
      file.st_dev == device_ && file.st_ino == inode_) {
    ::unlink(path_.c_str());
  }
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace afterword
