#include "mail/sendmail.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace afterword {
namespace {

using Clock = std::chrono::steady_clock;
using Outcome = Delivery::Outcome;
constexpr auto time_limit = std::chrono::seconds(60);

/// Runs in the child: keeps only the pipe, sets a minimal environment and default signal handling.
/// No memory is allocated between fork and exec.
[[noreturn]] void become_sendmail(int input, const char* const* arguments) {
  static const char* const environment[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C",
                                            nullptr};
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1, SIGPIPE, SIGHUP, SIGXFSZ, SIGALRM})
    ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_WRONLY);
  ::dup2(input, STDIN_FILENO);
  if (nothing >= 0) {
    ::dup2(nothing, STDOUT_FILENO);
    ::dup2(nothing, STDERR_FILENO);
  }
  ::close_range(3, ~0U, 0);
  ::execve(arguments[0], const_cast<char* const*>(arguments),
           const_cast<char* const*>(environment));
  ::_exit(127);
}

/// Ignores SIGPIPE, so that a program that exits without reading its message causes a write error
/// and does not end this process.
class IgnoredSigpipe {
 public:
  IgnoredSigpipe() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, &before_);
  }
  ~IgnoredSigpipe() { ::sigaction(SIGPIPE, &before_, nullptr); }
  IgnoredSigpipe(const IgnoredSigpipe&) = delete;
  IgnoredSigpipe& operator=(const IgnoredSigpipe&) = delete;

 private:
  struct sigaction before_ {};
};

bool write_all(int fd, std::string_view text, Clock::time_point deadline) {
  while (!text.empty()) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd ready{fd, POLLOUT, 0};
    if (left <= 0 || ::poll(&ready, 1, static_cast<int>(left)) <= 0) return false;
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// The child's exit status, or nullopt if it was killed after the deadline.
std::optional<int> wait_for(pid_t child, Clock::time_point deadline) {
  int status = 0;
  while (true) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    if (Clock::now() >= deadline) {
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, 0);
      return std::nullopt;
    }
    ::usleep(2'000);
  }
}

/// Maps sendmail's exit status (sysexits.h).
Delivery outcome_of_exit(const std::string& program, int status) {
  constexpr std::array for_good{64, 65, 67, 68,
                                77};  // usage, data, no user, no host, no permission
  constexpr int no_user = 67;
  if (WIFSIGNALED(status))
    return {Outcome::later, fmt::format("{} was killed by signal {}", program, WTERMSIG(status))};
  const int code = WEXITSTATUS(status);
  if (code == 0) return {Outcome::delivered, {}};
  if (code == 127)
    return {Outcome::later, fmt::format("{} cannot be run; install a mail program or set mail.via "
                                        "to smtp://host:port",
                                        program)};
  for (const int refused : for_good)
    if (code == refused)
      return {code == no_user ? Outcome::no_mailbox : Outcome::refused,
              fmt::format("{} refused it (exit status {})", program, code)};
  return {Outcome::later, fmt::format("{} ended with status {}", program, code)};
}

}  // namespace

Delivery deliver_by_sendmail(const std::string& program, const std::string& from,
                             const std::string& recipient, const std::string& message) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return {Outcome::later, fmt::format("no pipe for {}: {}", program, std::strerror(errno))};
  // -i: a line with a single dot does not end the message. "--": an address is never parsed as an
  // option.
  const char* const arguments[] = {program.c_str(),   "-i",   "-f", from.c_str(), "--",
                                   recipient.c_str(), nullptr};
  const pid_t child = ::fork();
  if (child == 0) become_sendmail(ends[0], arguments);
  ::close(ends[0]);
  if (child < 0) {
    ::close(ends[1]);
    return {Outcome::later, fmt::format("{} cannot be started: {}", program, std::strerror(errno))};
  }
  ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
  // Unix programs expect LF line ends.
  std::string text;
  for (const char c : message)
    if (c != '\r') text += c;
  const IgnoredSigpipe ignored;
  const auto deadline = Clock::now() + time_limit;
  const bool written = write_all(ends[1], text, deadline);
  ::close(ends[1]);
  const auto status = wait_for(child, deadline);
  if (!status) return {Outcome::later, fmt::format("{} did not end within a minute", program)};
  Delivery delivery = outcome_of_exit(program, *status);
  if (!written && delivery.outcome == Outcome::delivered)
    return {Outcome::later, fmt::format("{} did not read the whole message", program)};
  return delivery;
}

}  // namespace afterword
