// See acceptor.h. The signals stay blocked and are looked for where no connection is in hand: with
// sigpending before each accept, and while waiting with a signalfd beside the socket. So no handler
// runs, no global flag is kept, and between the look and the wait nothing can be missed.
#include "server/acceptor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "base/log.h"

namespace afterword {
namespace {

constexpr int short_of_memory_pause_ms = 100;
constexpr std::int64_t longest_emptying_ms = 1'000;
// Only matters where signalfd is missing: then a signal is seen this late.
constexpr int longest_wait_ms = 1'000;

bool watch(int epoll_fd, int fd, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  return ::epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

// An epoll that wakes this process for the socket only if no other was woken (EPOLLEXCLUSIVE), or
// -1 where the system has none.
int open_epoll(int listen_fd, int signal_fd) {
  const int epoll_fd = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll_fd < 0) return -1;
  if (watch(epoll_fd, listen_fd, EPOLLIN | EPOLLEXCLUSIVE) &&
      (signal_fd < 0 || watch(epoll_fd, signal_fd, EPOLLIN))) {
    return epoll_fd;
  }
  ::close(epoll_fd);
  return -1;
}

sigset_t stop_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) ::sigaddset(&signals, signal);
  return signals;
}

// Never goes back, so that a changed clock makes nobody wait.
std::int64_t monotonic_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000 + now.tv_nsec / 1'000'000;
}

}  // namespace

void hold_stop_signals() {
  const sigset_t signals = stop_signals();
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
}

Acceptor::Acceptor(const SharedSocket& socket)
    : listen_fd_{socket.fd}, owner_{socket.owner}, stop_signals_{stop_signals()} {
  ::fcntl(listen_fd_, F_SETFL, ::fcntl(listen_fd_, F_GETFL) | O_NONBLOCK);
  ::fcntl(listen_fd_, F_SETFD, FD_CLOEXEC);
  hold_stop_signals();
  signal_fd_ = ::signalfd(-1, &stop_signals_, SFD_CLOEXEC | SFD_NONBLOCK);
  epoll_fd_ = open_epoll(listen_fd_, signal_fd_);
}

Acceptor::~Acceptor() {
  if (signal_fd_ >= 0) ::close(signal_fd_);
  if (epoll_fd_ >= 0) ::close(epoll_fd_);
}

bool Acceptor::stop_pending() const {
  sigset_t pending;
  ::sigpending(&pending);
  return ::sigismember(&pending, SIGTERM) == 1 || ::sigismember(&pending, SIGINT) == 1 ||
         ::sigismember(&pending, SIGUSR1) == 1;
}

bool Acceptor::may_accept() {
  if (!stop_pending()) return true;
  if (told_ms_ == 0) {
    told_ms_ = monotonic_ms();
    close_if_orphaned();
  }
  return monotonic_ms() - told_ms_ < longest_emptying_ms || is_shut_down();
}

// Another start finds the socket in use as long as it takes connections. Not on TCP: there this
// would reset those that wait.
void Acceptor::close_if_orphaned() const {
  const bool orphaned = owner_ != 0 && ::getppid() != owner_;
  if (orphaned && is_local_socket(listen_fd_)) ::shutdown(listen_fd_, SHUT_RD);
}

bool Acceptor::is_shut_down() const {
  pollfd listener{listen_fd_, POLLRDHUP, 0};
  return ::poll(&listener, 1, 0) == 1 && (listener.revents & POLLRDHUP) != 0;
}

void Acceptor::wait() const {
  const int timeout_ms = signal_fd_ < 0 ? longest_wait_ms : -1;
  if (epoll_fd_ >= 0) {
    epoll_event event{};
    ::epoll_wait(epoll_fd_, &event, 1, timeout_ms);
    return;
  }
  // poll ignores a negative descriptor.
  std::array<pollfd, 2> watched{pollfd{listen_fd_, POLLIN, 0}, pollfd{signal_fd_, POLLIN, 0}};
  ::poll(watched.data(), watched.size(), timeout_ms);
}

std::optional<int> Acceptor::next() {
  while (may_accept()) {
    // Accept first: under load a connection is there already, and waiting would be a second call.
    const int connection = ::accept4(listen_fd_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) return connection;
    switch (errno) {
      case EAGAIN:
        if (stop_pending()) return std::nullopt;
        // Nothing will come any more, and epoll would report the end of it for ever.
        if (is_shut_down()) return std::nullopt;
        wait();
        break;
      case ENFILE:
      case ENOBUFS:
      case ENOMEM:
        // The whole machine is short: others may give back what we need.
        ::poll(nullptr, 0, short_of_memory_pause_ms);
        break;
      case EBADF:
      case EFAULT:
      case EINVAL:
      case EMFILE:
      case ENOTSOCK:
      case EOPNOTSUPP:
        log_line("cannot accept connections: " + std::string{std::strerror(errno)});
        failed_ = true;
        return std::nullopt;
      default:
        // What went wrong was that one connection's (accept(2) lists many such errors).
        break;
    }
  }
  return std::nullopt;
}

}  // namespace afterword
