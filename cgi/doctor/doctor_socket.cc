#include "doctor/doctor_socket.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "config/listen_address.h"

namespace afterword {
namespace {

constexpr std::string_view socket_subject = "socket";

struct WebProcess {
  std::string name;
  uid_t user = 0;
  std::vector<gid_t> groups;
};

/// The process of a folder of /proc, if it is a web server.
std::optional<WebProcess> read_process(const std::filesystem::path& folder) {
  constexpr std::array<std::string_view, 5> servers{"nginx", "apache2", "httpd", "lighttpd",
                                                    "caddy"};
  std::ifstream in(folder / "status");
  WebProcess process;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string key;
    words >> key;
    if (key == "Name:") {
      words >> process.name;
      if (std::find(servers.begin(), servers.end(), process.name) == servers.end())
        return std::nullopt;
    }
    // Real, effective, saved and file system id. connect(2) checks the effective one.
    unsigned id = 0;
    if (key == "Uid:" && words >> id >> id) process.user = id;
    if (key == "Gid:" && words >> id >> id) process.groups.push_back(id);
    if (key == "Groups:")
      while (words >> id) process.groups.push_back(id);
  }
  if (process.name.empty()) return std::nullopt;
  return process;
}

/// The distinct web server users on this machine. A web server's parent process runs as root and
/// does not connect, so root is included only if the server has no other user.
std::vector<WebProcess> web_processes() {
  std::vector<WebProcess> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    auto process = read_process(entry.path());
    const bool known =
        !process || std::any_of(found.begin(), found.end(), [&](const WebProcess& other) {
          return other.name == process->name && other.user == process->user;
        });
    if (!known) found.push_back(*std::move(process));
  }
  std::set<std::string> others;  // servers with processes that do not run as root
  for (const WebProcess& process : found)
    if (process.user != 0) others.insert(process.name);
  std::erase_if(found, [&](const WebProcess& process) {
    return process.user == 0 && others.contains(process.name);
  });
  return found;
}

/// Whether a file's mode grants the process a right (4 read, 2 write, 1 execute).
bool may(const WebProcess& process, const std::string& path, mode_t right) {
  struct stat info {};
  if (process.user == 0) return true;
  if (::stat(path.c_str(), &info) != 0) return false;
  const bool in_group =
      std::find(process.groups.begin(), process.groups.end(), info.st_gid) != process.groups.end();
  const int shift = info.st_uid == process.user ? 6 : in_group ? 3 : 0;
  return (info.st_mode >> shift & right) == right;
}

/// Why a process cannot connect to the socket: a folder that it may not enter, or the socket
/// itself. nullopt if it can.
std::optional<std::string> obstacle(const WebProcess& process, const std::string& socket) {
  for (std::size_t slash = socket.find('/', 1); slash != std::string::npos;
       slash = socket.find('/', slash + 1))
    if (const std::string folder = socket.substr(0, slash); !may(process, folder, 1)) return folder;
  if (!may(process, socket, 2)) return socket;
  return std::nullopt;
}

bool accepts_connections(const ListenAddress& listen) {
  const int fd = ::socket(listen.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const bool connected =
      ::connect(fd, reinterpret_cast<const sockaddr*>(&listen.address), listen.address_bytes) == 0;
  // A program that is too busy to accept is running nevertheless.
  const bool answered = connected || errno == EINPROGRESS || errno == EAGAIN;
  if (fd >= 0) ::close(fd);
  return answered;
}

Finding closed_to(const WebProcess& process, const std::string& path, const std::string& obstacle,
                  gid_t group) {
  const std::string remedy =
      obstacle == path
          ? fmt::format(
                "; add that user to the socket's group ({}), or give the socket another group",
                group)
          : "; let others enter that folder (chmod o+x), or put the socket into another one by "
            "server.listen";
  return {Health::fail, std::string(socket_subject),
          fmt::format("{} (user {}) cannot open {}, because of {}{}", process.name, process.user,
                      path, obstacle, remedy)};
}

}  // namespace

Findings examine_socket(const Config& config) {
  const auto listen = parse_listen_address(config.listen);
  struct stat info {};
  if (!listen || !listen->is_local()) return {};
  const std::string& path = listen->path;
  if (::stat(path.c_str(), &info) != 0 || !S_ISSOCK(info.st_mode))
    return {{Health::ok, std::string(socket_subject),
             fmt::format("there is none at {}; right where the web server starts Afterword itself",
                         path)}};
  if (!accepts_connections(*listen) && ::access(path.c_str(), W_OK) == 0)
    return {{Health::fail, std::string(socket_subject),
             fmt::format("nobody listens on {}; start `afterword serve`", path)}};
  Findings findings;
  const auto processes = web_processes();
  for (const WebProcess& process : processes)
    if (const auto closed = obstacle(process, path))
      findings.push_back(closed_to(process, path, *closed, info.st_gid));
  // It is enough that one server may connect, because others on the machine may be unrelated.
  if (findings.size() < processes.size() || processes.empty())
    return {{Health::ok, std::string(socket_subject), fmt::format("{} is answered", path)}};
  return findings;
}

}  // namespace afterword
