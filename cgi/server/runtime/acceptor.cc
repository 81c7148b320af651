// The signals stay blocked and are checked between requests: with sigpending before each accept,
// and with a signalfd while waiting. No signal handler and no global flag is needed, and no signal
// is missed between the check and the wait.
#include "server/runtime/acceptor.h"

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
// Limits the delay of a signal on systems without signalfd.
constexpr int longest_wait_ms = 1'000;

bool add(int epoll_fd, int fd, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  return ::epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

std::uint32_t events_of(Acceptor::Interest interest) {
  switch (interest) {
    case Acceptor::Interest::reading:
      return EPOLLIN;
    case Acceptor::Interest::writing:
      return EPOLLOUT;
  }
  return 0;
}

sigset_t stop_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) ::sigaddset(&signals, signal);
  return signals;
}

// Monotonic, so that a changed clock does not affect waiting.
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
  epoll_fd_ = ::epoll_create1(EPOLL_CLOEXEC);
  // EPOLLEXCLUSIVE, if supported: a connection wakes only one process.
  if (!add(epoll_fd_, listen_fd_, EPOLLIN | EPOLLEXCLUSIVE)) add(epoll_fd_, listen_fd_, EPOLLIN);
  if (signal_fd_ >= 0) add(epoll_fd_, signal_fd_, EPOLLIN);
}

Acceptor::~Acceptor() {
  if (signal_fd_ >= 0) ::close(signal_fd_);
  if (epoll_fd_ >= 0) ::close(epoll_fd_);
}

// Under load one request in several is enough: a signal is noticed within milliseconds. Otherwise
// wait() reports it.
bool Acceptor::looks_for_signal() {
  constexpr unsigned every = 16;
  return signal_fd_ < 0 || is_disturbed_ || stop_seen_ms_ != 0 || accepted_++ % every == 0;
}

bool Acceptor::stop_pending() const {
  sigset_t pending;
  ::sigpending(&pending);
  return ::sigismember(&pending, SIGTERM) == 1 || ::sigismember(&pending, SIGINT) == 1 ||
         ::sigismember(&pending, SIGUSR1) == 1;
}

bool Acceptor::may_accept() {
  if (!looks_for_signal() || !stop_pending()) return true;
  if (stop_seen_ms_ == 0) {
    stop_seen_ms_ = monotonic_ms();
    close_if_orphaned();
  }
  return monotonic_ms() - stop_seen_ms_ < longest_emptying_ms || is_shut_down();
}

// Closes the socket for new connections, because another start considers it in use while it
// accepts. Not for TCP, where this would reset queued connections.
void Acceptor::close_if_orphaned() const {
  const bool orphaned = owner_ != 0 && ::getppid() != owner_;
  if (orphaned && is_local_socket(listen_fd_)) ::shutdown(listen_fd_, SHUT_RD);
}

bool Acceptor::is_shut_down() const {
  pollfd listener{listen_fd_, POLLRDHUP, 0};
  return ::poll(&listener, 1, 0) == 1 && (listener.revents & POLLRDHUP) != 0;
}

void Acceptor::end() {
  over_ = true;
  // The signal stays pending and the queue belongs to others, so both would wake us in a loop.
  ::epoll_ctl(epoll_fd_, EPOLL_CTL_DEL, listen_fd_, nullptr);
  if (signal_fd_ >= 0) ::epoll_ctl(epoll_fd_, EPOLL_CTL_DEL, signal_fd_, nullptr);
}

bool Acceptor::watch(int connection, Interest interest) {
  return add(epoll_fd_, connection, events_of(interest));
}

void Acceptor::watch_again(int connection, Interest interest) {
  epoll_event event{};
  event.events = events_of(interest);
  event.data.fd = connection;
  ::epoll_ctl(epoll_fd_, EPOLL_CTL_MOD, connection, &event);
}

void Acceptor::unwatch(int connection) {
  ::epoll_ctl(epoll_fd_, EPOLL_CTL_DEL, connection, nullptr);
}

std::vector<int> Acceptor::wait(int timeout_ms) {
  std::array<epoll_event, 64> events{};
  if (!over_ && signal_fd_ < 0 && (timeout_ms < 0 || timeout_ms > longest_wait_ms))
    timeout_ms = longest_wait_ms;
  const int count =
      ::epoll_wait(epoll_fd_, events.data(), static_cast<int>(events.size()), timeout_ms);
  std::vector<int> ready;
  for (int i = 0; i < count; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    const int fd = event.data.fd;
    const bool is_listener = fd == listen_fd_;
    if (fd == signal_fd_ || (is_listener && (event.events & ~std::uint32_t{EPOLLIN}) != 0))
      is_disturbed_ = true;
    if (!is_listener && fd != signal_fd_) ready.push_back(fd);
  }
  return ready;
}

std::optional<int> Acceptor::accept() {
  while (!over_) {
    if (!may_accept()) break;
    const int connection = ::accept4(listen_fd_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (connection >= 0) return connection;
    switch (errno) {
      case EAGAIN:
        // After shutdown no connection can arrive, and epoll would report the end forever.
        if ((signal_fd_ < 0 || is_disturbed_) && (stop_pending() || is_shut_down())) end();
        return std::nullopt;
      case ENFILE:
      case ENOBUFS:
      case ENOMEM:
        // The machine lacks memory; wait for other processes to free some.
        ::poll(nullptr, 0, short_of_memory_pause_ms);
        return std::nullopt;
      case EBADF:
      case EFAULT:
      case EINVAL:
      case EMFILE:
      case ENOTSOCK:
      case EOPNOTSUPP:
        log_line("cannot accept connections: " + std::string{std::strerror(errno)});
        failed_ = true;
        end();
        return std::nullopt;
      default:
        // The error concerns a single connection (accept(2) lists many).
        break;
    }
  }
  if (!over_) end();
  return std::nullopt;
}

}  // namespace afterword
