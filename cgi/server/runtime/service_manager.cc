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

// The first inherited descriptor (SD_LISTEN_FDS_START).
constexpr int first_inherited_fd = 3;

/// Removes a variable from the environment and returns its value; "" if it is not set.
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

/// Why the inherited socket cannot be used; "" if it can.
std::string error_of(int fd) {
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
  // The variables may be meant for a parent that did not remove them.
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
  if (std::string error = error_of(first_inherited_fd); !error.empty())
    return Failure{std::move(error)};
  ::fcntl(first_inherited_fd, F_SETFD, FD_CLOEXEC);
  return std::optional<int>{first_inherited_fd};
}

ServiceManager ServiceManager::from_environment() {
  ServiceManager manager;
  manager.address_ = take_variable("NOTIFY_SOCKET");
  return manager;
}

void ServiceManager::ready() const { notify("READY=1"); }

void ServiceManager::reloading() const {
  // The timestamp distinguishes the READY=1 of this reload from earlier ones.
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t microseconds = std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
  notify(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", microseconds));
}

void ServiceManager::stopping() const { notify("STOPPING=1"); }

void ServiceManager::notify(std::string_view message) const {
  if (address_.empty()) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const bool fits = address_.size() < sizeof address.sun_path;
  if (fits) address_.copy(address.sun_path, address_.size());
  // An abstract name begins with a zero byte and is not terminated.
  const bool abstract = address_.front() == '@';
  if (abstract) address.sun_path[0] = '\0';
  const std::size_t bytes =
      offsetof(sockaddr_un, sun_path) + address_.size() + (abstract ? 0U : 1U);

  const int fd = fits ? ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1;
  // A manager that hangs must not block the supervisor.
  const timeval max_wait{1, 0};
  if (fd >= 0) ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &max_wait, sizeof max_wait);
  const bool sent =
      fd >= 0 && ::sendto(fd, message.data(), message.size(), MSG_NOSIGNAL,
                          reinterpret_cast<const sockaddr*>(&address),
                          static_cast<socklen_t>(bytes)) == static_cast<ssize_t>(message.size());
  // Logged, because a manager without notifications assumes a failed start and stops the service.
  if (!sent)
    log_line(fmt::format("cannot tell the service manager \"{}\" at NOTIFY_SOCKET={}: {}", message,
                         address_, fits ? std::strerror(errno) : "the name is too long"));
  if (fd >= 0) ::close(fd);
}

}  // namespace afterword
