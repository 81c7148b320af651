// The measure for FastCGI: libfcgi's own loop, a few processes on one socket, that answers every
// request with the bytes of a file (a CGI response, head and body).
//
//   bare_fastcgi SOCKET FILE PROCESSES
#include <fcgiapp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace {

int serve(int socket, const std::string& answer) {
  FCGX_Request request;
  FCGX_InitRequest(&request, socket, 0);
  while (FCGX_Accept_r(&request) == 0) {
    FCGX_PutStr(answer.data(), static_cast<int>(answer.size()), request.out);
    FCGX_Finish_r(&request);
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::ifstream in(argv[2], std::ios::binary);
  std::ostringstream answer;
  answer << in.rdbuf();
  FCGX_Init();
  const int socket = FCGX_OpenSocket(argv[1], 1024);
  for (int i = 0; i < std::atoi(argv[3]); ++i) {
    if (fork() != 0) continue;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return serve(socket, answer.str());
  }
  wait(nullptr);
  return 0;
}
