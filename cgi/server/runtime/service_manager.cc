// See service_manager.h.
#include "server/runtime/service_manager.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "base/log.h"
#include "server/runtime/listener.h"

namespace afterword {
namespace {

// The first descriptor that is handed over (SD_LISTEN_FDS_START).
constexpr int first_inherited_fd = 3;

/// Takes a variable out of the environment; "" where it is not set.
std::string take_variable(const char* name) {
  const char* value = std::getenv(name);
  std::string text = value == nullptr ? "" : value;
  ::unsetenv(name);
  return text;
}

std::optional<long> parse_number(const std::string& text) {
  long number = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return number;
}

int socket_option(int fd, int option) {
  int value = 0;
  socklen_t size = sizeof value;
  return ::getsockopt(fd, SOL_SOCKET, option, &value, &size) == 0 ? value : -1;
}

/// What is wrong with the socket that was handed over; empty when it can be used.
std::string fault_of(int fd) {
  if (socket_option(fd, SO_TYPE) != SOCK_STREAM)
    return "The service manager handed over something that is no stream socket; name the socket by "
           "ListenStream= in its unit.";
  if (socket_option(fd, SO_ACCEPTCONN) != 1)
    return "The service manager handed over one connection and not the socket that listens for "
           "them; write Accept=no in the socket's unit.";
  if (!is_this_machine_only(fd))
    return "The service manager handed over a socket that could be reached from other machines, "
           "and FastCGI has no passwords; write ListenStream=/run/afterword/afterword.sock in its "
           "unit.";
  return {};
}

}  // namespace

Result<std::optional<int>, std::string> take_inherited_socket() {
  const std::string pid = take_variable("LISTEN_PID");
  const std::string count_text = take_variable("LISTEN_FDS");
  take_variable("LISTEN_FDNAMES");
  // A parent that did not clear them leaves those that were meant for itself.
  if (pid.empty() || parse_number(pid) != ::getpid()) return std::optional<int>{};
  const auto count = parse_number(count_text);
  if (!count || *count < 0)
    return Failure{
        fmt::format("LISTEN_FDS is \"{}\" and must be a number of sockets; start "
                    "Afterword by a systemd unit, or without LISTEN_PID.",
                    count_text)};
  if (*count == 0) return std::optional<int>{};
  if (*count > 1)
    return Failure{
        fmt::format("The service manager handed over {} sockets, and Afterword listens "
                    "on one; leave one ListenStream= in the socket's unit.",
                    *count)};
  if (std::string fault = fault_of(first_inherited_fd); !fault.empty())
    return Failure{std::move(fault)};
  ::fcntl(first_inherited_fd, F_SETFD, FD_CLOEXEC);
  return std::optional<int>{first_inherited_fd};
}

ServiceManager ServiceManager::from_environment() {
  ServiceManager manager;
  manager.address_ = take_variable("NOTIFY_SOCKET");
  return manager;
}

void ServiceManager::ready() const { tell("READY=1"); }

void ServiceManager::reloading() const {
  // By this time the manager tells the READY=1 of this reload from an earlier one.
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t microseconds = std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
  tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", microseconds));
}

void ServiceManager::stopping() const { tell("STOPPING=1"); }

void ServiceManager::tell(std::string_view message) const {
  if (address_.empty()) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const bool fits = address_.size() < sizeof address.sun_path;
  if (fits) address_.copy(address.sun_path, address_.size());
  // An abstract name begins with a zero byte and has none at its end.
  const bool abstract = address_.front() == '@';
  if (abstract) address.sun_path[0] = '\0';
  const std::size_t bytes =
      offsetof(sockaddr_un, sun_path) + address_.size() + (abstract ? 0U : 1U);

  const int fd = fits ? ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1;
  // A manager that hangs must not keep the supervisor from its workers.
  const timeval patience{1, 0};
  if (fd >= 0) ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const bool told =
      fd >= 0 && ::sendto(fd, message.data(), message.size(), MSG_NOSIGNAL,
                          reinterpret_cast<const sockaddr*>(&address),
                          static_cast<socklen_t>(bytes)) == static_cast<ssize_t>(message.size());
  // Worth a line: a manager that hears nothing takes us for one that did not start, and ends us.
  if (!told)
    log_line(fmt::format("cannot tell the service manager \"{}\" at NOTIFY_SOCKET={}: {}", message,
                         address_, fits ? std::strerror(errno) : "the name is too long"));
  if (fd >= 0) ::close(fd);
}

}  // namespace afterword
