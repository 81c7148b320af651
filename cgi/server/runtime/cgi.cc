#include "server/runtime/cgi.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>

namespace afterword {
namespace {

std::size_t read_standard_input(char* buffer, std::size_t bytes) {
  std::size_t got = 0;
  while (got < bytes) {
    const auto count = ::read(STDIN_FILENO, buffer + got, bytes - got);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    got += static_cast<std::size_t>(count);
  }
  return got;
}

bool write_standard_output(std::string_view content) {
  while (!content.empty()) {
    const auto count = ::write(STDOUT_FILENO, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

int run_cgi_request(const char* const* environment, const WorkerLimits& limits,
                    const Handler& handle) {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);  // see run_fastcgi_worker
  prepare_time_limit();
  start_time_limit(limits);
  auto parameters = read_parameters(environment, limits);
  if (parameters.within_limits) read_body(parameters, limits, read_standard_input);
  const auto response = respond(parameters, Attempt::only, handle).response;
  const SerialisedResponse serialised{parameters.request, response};
  const bool written =
      write_standard_output(serialised.head) && write_standard_output(serialised.body);
  stop_time_limit();
  return written ? 0 : 1;
}

}  // namespace afterword
