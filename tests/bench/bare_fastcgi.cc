// The measure for FastCGI: libfcgi's own loop in a few processes on one Unix socket, that answers
// every request with the bytes of a file. The file is a whole CGI response, head and body; with
// "304" as the last argument only its head is sent, as the answer to who has the body already.
//
//   bare_fastcgi SOCKET FILE PROCESSES [304]
#include <fcgiapp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

std::string read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The head of a response without its status, type and length, as a 304.
std::string as_not_modified(std::string_view response) {
  std::string head = "Status: 304 Not Modified\r\n";
  for (std::size_t end = response.find("\r\n"); end != 0 && end != std::string_view::npos;
       response.remove_prefix(end + 2), end = response.find("\r\n")) {
    const std::string_view line = response.substr(0, end + 2);
    if (line.rfind("Status:", 0) != 0 && line.rfind("Content-", 0) != 0) head += line;
  }
  return head + "\r\n";
}

int serve(int socket, const std::string& answer) {
  FCGX_Request request;
  if (FCGX_Init() != 0 || FCGX_InitRequest(&request, socket, 0) != 0) return 1;
  while (FCGX_Accept_r(&request) == 0) {
    FCGX_PutStr(answer.data(), static_cast<int>(answer.size()), request.out);
    FCGX_Finish_r(&request);
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const std::string response = read_file(argv[2]);
  if (response.empty()) return 2;
  const bool only_head = argc > 4 && std::string_view(argv[4]) == "304";
  const std::string answer = only_head ? as_not_modified(response) : response;
  const int socket = FCGX_OpenSocket(argv[1], 1024);
  for (int i = 0; i < std::atoi(argv[3]); ++i) {
    if (fork() != 0) continue;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return serve(socket, answer);
  }
  // SIGTERM ends this process, and the kernel then its children.
  while (wait(nullptr) > 0) {
  }
  return 0;
}
