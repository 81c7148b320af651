// See fastcgi.h.
#include "server/fastcgi.h"

#include <fcgiapp.h>
#include <malloc.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <vector>

#include "base/log.h"
#include "server/acceptor.h"
#include "server/listener.h"

namespace afterword {
namespace {

// The records of the FastCGI specification, sections 3.3, 5.3 and 5.5, as far as we write them.
constexpr std::size_t header_bytes = 8;
constexpr std::size_t max_content_bytes = 65'535;
constexpr std::uint8_t end_request_record = 3;
constexpr std::uint8_t get_values_result_record = 10;
constexpr std::uint8_t stdout_record = 6;
constexpr int responder_role = 1;

using RecordHeader = std::array<std::uint8_t, header_bytes>;

/// libfcgi answers FCGI_GET_VALUES from an array on its stack, of which the padding at the end was
/// never written. The linker (--wrap, see the Makefile) lets every write of libfcgi pass here
/// first.
void clear_padding(std::uint8_t* record, std::size_t bytes) {
  if (bytes < header_bytes || record[1] != get_values_result_record) return;
  const std::size_t content = std::size_t{record[4]} << 8 | record[5];
  const std::size_t padding = record[6];
  if (bytes != header_bytes + content + padding) return;
  std::fill_n(record + header_bytes + content, padding, std::uint8_t{0});
}

RecordHeader record_header(std::uint8_t type, int request_id, std::size_t content_bytes) {
  const auto high = [](std::size_t n) { return static_cast<std::uint8_t>(n >> 8 & 0xff); };
  const auto low = [](std::size_t n) { return static_cast<std::uint8_t>(n & 0xff); };
  const auto id = static_cast<std::size_t>(request_id);
  return {1, type, high(id), low(id), high(content_bytes), low(content_bytes), 0, 0};
}

// Writes everything; false when the peer has gone.
bool write_all(int fd, std::vector<iovec> parts) {
  std::size_t first = 0;
  while (first < parts.size()) {
    const auto count = static_cast<int>(std::min<std::size_t>(parts.size() - first, IOV_MAX));
    const auto written = ::writev(fd, &parts[first], count);
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    auto left = static_cast<std::size_t>(written);
    while (first < parts.size() && left >= parts[first].iov_len) left -= parts[first++].iov_len;
    if (left > 0) {
      parts[first].iov_base = static_cast<char*>(parts[first].iov_base) + left;
      parts[first].iov_len -= left;
    }
  }
  return true;
}

// The whole answer and the end of the request in one system call, where libfcgi would make one for
// every 8 KiB.
void write_answer(const FCGX_Request& request, std::string& content) {
  std::vector<RecordHeader> headers;
  headers.reserve(content.size() / max_content_bytes + 4);
  std::vector<iovec> parts;
  const auto add_header = [&](std::uint8_t type, std::size_t bytes) {
    headers.push_back(record_header(type, request.requestId, bytes));
    parts.push_back({headers.back().data(), header_bytes});
  };
  for (std::size_t at = 0; at < content.size(); at += max_content_bytes) {
    const auto bytes = std::min(max_content_bytes, content.size() - at);
    add_header(stdout_record, bytes);
    parts.push_back({content.data() + at, bytes});
  }
  add_header(stdout_record, 0);
  add_header(end_request_record, 8);
  // Application status 0, protocol status FCGI_REQUEST_COMPLETE.
  headers.push_back({});
  parts.push_back({headers.back().data(), header_bytes});
  write_all(request.ipcFd, std::move(parts));
}

// Throws away what has arrived and nobody read: closing over unread bytes resets the connection.
void discard_arrived(int fd) {
  std::array<char, 4'096> trash;
  while (::recv(fd, trash.data(), trash.size(), MSG_DONTWAIT) > 0) {
  }
}

// Writes the answer and closes. libfcgi's way to close waits for the peer to do so first, up to two
// seconds. On TCP that keeps the answer from being lost when bytes still arrive; a local socket
// loses nothing, so there it is only needed while the peer may be sending what we did not read.
void finish(FCGX_Request& request, std::string& content, bool close_at_once) {
  if (!close_at_once) {
    write_answer(request, content);
    FCGX_Free(&request, 1);
    return;
  }
  discard_arrived(request.ipcFd);
  write_answer(request, content);
  // Nothing between the two: a web server that keeps connections could use this one again.
  ::close(request.ipcFd);
  request.ipcFd = -1;
  FCGX_Free(&request, 0);
}

// Waits for the record that ends the body, which every web server sends (FastCGI specification,
// section 6.2), but not for ever. Apache sends it by itself, and fails a request that was answered
// and closed before. False when more of the body came instead.
bool body_ends(FCGX_Request& request) {
  const timeval patience{1, 0};
  ::setsockopt(request.ipcFd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  char more = 0;
  return FCGX_GetStr(&more, 1, request.in) == 0;
}

// Reads the body, and refuses one that goes on after CONTENT_LENGTH: a web server that unpacks
// bodies on the way leaves the packed length there, and a text cut in the middle would be taken for
// the whole.
void read_body(FCGX_Request& request, Parameters& parameters, const WorkerLimits& limits) {
  read_body(parameters, limits, [&](char* buffer, std::size_t bytes) {
    const int got = FCGX_GetStr(buffer, static_cast<int>(bytes), request.in);
    return static_cast<std::size_t>(std::max(got, 0));
  });
  Request& values = parameters.request;
  if (values.body_state == BodyState::complete && !body_ends(request)) {
    values.body.clear();
    values.body_state = BodyState::bad_length;
  }
}

void serve(FCGX_Request& request, bool local, const WorkerLimits& limits, const Handler& handle) {
  // Never keep the connection: libfcgi would then wait on it alone, and not on the listener.
  const bool asked_to_keep = request.keepConnection != 0;
  request.keepConnection = 0;
  if (request.role != responder_role) {
    FCGX_SetExitStatus(1, request.out);
    FCGX_Finish_r(&request);
    return;
  }
  auto parameters = read_parameters(request.envp, limits);
  parameters.request.keep_connection = asked_to_keep;
  if (parameters.within_limits) read_body(request, parameters, limits);
  const auto response = answer(parameters, handle);
  std::string content;
  append_response(parameters.request, response, content);
  const bool read_everything = parameters.within_limits &&
                               parameters.request.body_state == BodyState::complete &&
                               FCGX_GetError(request.in) == 0;
  finish(request, content, local && read_everything);
}

}  // namespace

int run_fastcgi_worker(const SharedSocket& socket, const WorkerLimits& limits,
                       const Handler& handle) {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error to answer, no reason to die
  ::signal(SIGHUP, SIG_IGN);
  // Each answer takes and frees a few hundred kilobytes. Giving them back to the system every time
  // cost half of a worker's time in page faults; 4 MiB kept is less than that is worth.
  ::mallopt(M_TRIM_THRESHOLD, 4 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  prepare_time_limit();
  Acceptor acceptor{socket};
  const bool local = is_local_socket(socket.fd);

  FCGX_Request request;
  if (FCGX_Init() != 0 || FCGX_InitRequest(&request, -1, 0) != 0) {
    log_line("libfcgi cannot be initialised");
    return 1;
  }
  for (int served = 0; limits.max_requests == 0 || served < limits.max_requests; ++served) {
    const auto connection = acceptor.next();
    if (!connection) return acceptor.failed() ? 1 : 0;
    start_time_limit(limits);
    // FCGX_Accept_r takes an open connection as a kept one and does not accept itself. When that
    // one brings no valid request, it closes it and fails on the listener it was not given.
    request.ipcFd = *connection;
    request.keepConnection = 1;
    if (FCGX_Accept_r(&request) == 0) serve(request, local, limits, handle);
    stop_time_limit();
  }
  return 0;
}

}  // namespace afterword

// The names are the linker's.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {

int __real_OS_Write(int fd, char* bytes, std::size_t size);

int __wrap_OS_Write(int fd, char* bytes, std::size_t size) {
  afterword::clear_padding(reinterpret_cast<std::uint8_t*>(bytes), size);
  return __real_OS_Write(fd, bytes, size);
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)
