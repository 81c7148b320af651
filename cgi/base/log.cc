// O_NONBLOCK belongs to the open file description, which standard error shares with other
// processes, so it is never set on the inherited description. A pipe or a terminal is reopened
// instead, and a socket gets MSG_DONTWAIT per send. If reopening is refused, because another user
// owns the pipe, splice(2) moves the line without blocking.
#include "base/log.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>

namespace afterword {
namespace {

constexpr std::string_view prefix = "afterword: ";
// Writes of up to PIPE_BUF bytes to a pipe are atomic.
constexpr std::size_t longest_line = PIPE_BUF;

bool write_once(std::string_view line) {
  return ::write(STDERR_FILENO, line.data(), line.size()) > 0;
}

// Not sufficient for pipes: another process may fill the pipe between poll and write. Hence
// splice_line.
bool write_when_ready(std::string_view line) {
  pollfd log{STDERR_FILENO, POLLOUT, 0};
  return ::poll(&log, 1, 0) == 1 && (log.revents & POLLOUT) != 0 && write_once(line);
}

bool splice_line(std::string_view line) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return false;
  bool done =
      ::write(ends[1], line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      ::splice(ends[0], nullptr, STDERR_FILENO, nullptr, line.size(), SPLICE_F_NONBLOCK) > 0;
  // splice(2) rejects descriptions opened with O_APPEND.
  if (!done && errno == EINVAL) done = write_when_ready(line);
  ::close(ends[0]);
  ::close(ends[1]);
  return done;
}

/// Writes a line if that does not block. Makes system calls only, so it is async-signal-safe.
bool offer(std::string_view line) {
  if (::send(STDERR_FILENO, line.data(), line.size(), MSG_DONTWAIT | MSG_NOSIGNAL) > 0) return true;
  if (errno != ENOTSOCK) return false;
  struct stat log {};
  if (::fstat(STDERR_FILENO, &log) != 0) return false;
  if (S_ISREG(log.st_mode) || (::fcntl(STDERR_FILENO, F_GETFL) & O_NONBLOCK) != 0)
    return write_once(line);
  return S_ISFIFO(log.st_mode) ? splice_line(line) : write_when_ready(line);
}

/// Lines dropped by this process since the last report. A forked child starts at 0.
std::size_t& dropped_lines() {
  static pid_t counted_by = 0;
  static std::size_t count = 0;
  if (counted_by != ::getpid()) count = 0;
  counted_by = ::getpid();
  return count;
}

std::string line_of(std::string_view message) {
  std::string line{prefix};
  for (const char c : message.substr(0, longest_line - prefix.size() - 1))
    line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return line += '\n';
}

}  // namespace

void keep_log_from_blocking() {
  struct stat log {};
  if (::fstat(STDERR_FILENO, &log) != 0 || !(S_ISFIFO(log.st_mode) || S_ISCHR(log.st_mode))) return;
  const int own = ::open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (own < 0) return;
  ::dup2(own, STDERR_FILENO);
  ::close(own);
}

void log_line(std::string_view message) {
  if (!report_dropped_lines() || !offer(line_of(message))) ++dropped_lines();
}

bool report_dropped_lines() {
  std::size_t& count = dropped_lines();
  if (count > 0 &&
      offer(line_of(std::to_string(count) + " log lines were dropped: nobody was reading the log")))
    count = 0;
  return count == 0;
}

void log_from_signal_handler(std::string_view message) {
  std::array<char, 256> line{};
  std::size_t size = prefix.copy(line.data(), line.size());
  size += message.copy(line.data() + size, line.size() - size - 1);
  line[size++] = '\n';
  offer({line.data(), size});
}

}  // namespace afterword
