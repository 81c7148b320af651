// The entry point. How the program was started decides the mode: a FastCGI worker if standard input
// is a listening socket, one CGI request if a web server set GATEWAY_INTERFACE, otherwise a
// command.
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <exception>
#include <string>

#include "base/file.h"
#include "base/log.h"
#include "base/secret.h"
#include "command/commands.h"
#include "config/config.h"
#include "doctor/root_warning.h"
#include "server/application/reloading_handler.h"
#include "server/runtime/acceptor.h"
#include "server/runtime/cgi.h"
#include "server/runtime/fastcgi.h"

namespace afterword {
namespace {

bool is_listening_socket(int fd) {
  int listening = 0;
  socklen_t size = sizeof listening;
  return ::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening != 0;
}

bool starts_with_shebang(const std::string& path) {
  const auto fd = open_regular_file(path);
  if (!fd) return false;
  char mark[2] = {};
  const bool read = ::read(*fd, mark, sizeof mark) == sizeof mark;
  ::close(*fd);
  return read && mark[0] == '#' && mark[1] == '!';
}

bool is_same_file(const std::string& a, const std::string& b) {
  struct stat first {
  }, second{};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/// Returns the script that named this program as its interpreter; the script is the configuration.
/// Under CGI, a web server may pass words of the query as arguments, so a visitor could name any
/// file. The argument is therefore used only if it is the script that the server reports as
/// started.
std::string script_argument(int argc, char** argv) {
  if (argc < 2 || !starts_with_shebang(argv[1])) return {};
  const char* script = std::getenv("SCRIPT_FILENAME");
  const bool cgi = std::getenv("GATEWAY_INTERFACE") != nullptr;
  if (cgi && (script == nullptr || !is_same_file(argv[1], script))) return {};
  return argv[1];
}

std::string beside_program() {
  char path[PATH_MAX];
  const ssize_t length = ::readlink("/proc/self/exe", path, sizeof path);
  const std::string program = length > 0 ? std::string(path, static_cast<std::size_t>(length)) : "";
  return folder_of(program) + "afterword.toml";
}

/// `for_web`: the process was started by a web server. It never uses the configuration of another
/// installation.
std::string find_config(int argc, char** argv, bool for_web) {
  if (const char* named = std::getenv("AFTERWORD_CONFIG"); named != nullptr && *named != '\0')
    return named;
  std::string script = script_argument(argc, argv);
  if (!script.empty()) return script;
  std::string beside = beside_program();
  // The path that packages use, for commands typed in a shell.
  const std::string system = "/etc/afterword/afterword.toml";
  const bool only_there =
      ::access(beside.c_str(), F_OK) != 0 && ::access(system.c_str(), F_OK) == 0;
  return only_there && !for_web ? system : beside;
}

int run(int argc, char** argv) {
  const bool worker = is_listening_socket(STDIN_FILENO);
  if (worker) hold_stop_signals();
  const bool for_web = worker || std::getenv("GATEWAY_INTERFACE") != nullptr;
  if (worker || !for_web) start_secrets();
  const std::string config = find_config(argc, argv, for_web);
  if (!for_web) return run_command(argc, argv, config);
  keep_log_from_blocking();
  if (const auto warning = root_warning(); warning && worker) log_line(*warning);
  WorkerLimits limits;
  const Handler handler = make_reloading_handler(
      config, worker ? Lifetime::many_requests : Lifetime::one_request, limits);
  return worker ? run_fastcgi_worker({STDIN_FILENO}, limits, handler)
                : run_cgi_request(environ, limits, handler);
}

}  // namespace
}  // namespace afterword

int main(int argc, char** argv) {
  try {
    return afterword::run(argc, argv);
  } catch (const std::exception& error) {
    afterword::log_line(fmt::format("fatal: {}", error.what()));
    return 1;
  }
}
