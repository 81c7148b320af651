// The measure for what must be computed: the least that a FastCGI program can do. A few processes
// accept on one Unix socket; each connection is read once, written once and closed. Nothing is
// parsed, and the records of the response are made before the first request.
//
//   hand_fastcgi SOCKET FILE PROCESSES        FILE is a whole CGI response, head and body
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

constexpr char kEndRequest = 3;
constexpr char kStdin = 5;
constexpr char kStdout = 6;
constexpr std::size_t kHeader = 8;

/// A record of request 1, the only one that a web server sends on a connection that it does not
/// keep.
std::string record(char type, std::string_view content) {
  const std::size_t padding = (kHeader - content.size() % kHeader) % kHeader;
  const char header[kHeader] = {1,
                                type,
                                0,
                                1,
                                static_cast<char>(content.size() >> 8),
                                static_cast<char>(content.size() & 0xff),
                                static_cast<char>(padding),
                                0};
  return std::string(header, kHeader).append(content).append(padding, '\0');
}

std::string records_of(std::string_view response) {
  constexpr std::size_t largest = 65'528;  // a multiple of 8, so that only the last one is padded
  std::string records;
  for (std::size_t at = 0; at < response.size(); at += largest)
    records += record(kStdout, response.substr(at, largest));
  return records + record(kStdout, "") + record(kEndRequest, std::string(8, '\0'));
}

/// Reads until the empty record that ends a request's body: once, unless the request comes in
/// parts.
bool read_request(int connection) {
  constexpr char last[kHeader] = {1, kStdin, 0, 1, 0, 0, 0, 0};
  char buffer[65'536];
  std::size_t size = 0;
  do {
    const ssize_t count = read(connection, buffer + size, sizeof buffer - size);
    if (count <= 0) return false;
    size += static_cast<std::size_t>(count);
  } while (size < kHeader || std::memcmp(buffer + size - kHeader, last, kHeader) != 0);
  return true;
}

/// Writes once, unless the socket takes only a part.
void write_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

int serve(int listener, const std::string& records) {
  for (;;) {
    const int connection = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return 1;
    if (read_request(connection)) write_all(connection, records);
    close(connection);
  }
}

int listen_on(const char* path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return -1;
  return listen(listener, 1024) == 0 ? listener : -1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::ifstream in(argv[2], std::ios::binary);
  const std::string response{std::istreambuf_iterator<char>(in), {}};
  const int listener = listen_on(argv[1]);
  if (response.empty() || listener < 0) return 2;
  const std::string records = records_of(response);
  for (int i = 0; i < std::atoi(argv[3]); ++i) {
    if (fork() != 0) continue;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return serve(listener, records);
  }
  // SIGTERM ends this process, and the kernel then its children.
  while (wait(nullptr) > 0) {
  }
  return 0;
}
