// The measure for FastCGI: libfcgi's own loop in a few processes on one Unix socket, that answers
// every request with the bytes of a file, a whole CGI response.
//
//   bare_fastcgi SOCKET FILE PROCESSES
#include <fcgiapp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
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
  if (argc != 4) return 2;
  const std::string answer = read_file(argv[2]);
  if (answer.empty()) return 2;
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
