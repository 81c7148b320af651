// An event loop that handles one request at a time. Everything that would block is set aside:
// connections with an incomplete request or an unfinished response, and requests that met a locked
// database.
//
// Nearly every request has arrived completely when it is first read, and its response fits the
// socket buffer. Such a connection is not set aside, and libfcgi reads it from the socket.
// Otherwise its bytes are collected (server/runtime/request_records), libfcgi gets the head through
// a socket pair, and the body is kept here.
#include "server/runtime/fastcgi.h"

#include <fcgiapp.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/log.h"
#include "server/runtime/acceptor.h"
#include "server/runtime/listener.h"
#include "server/runtime/request_records.h"

namespace afterword {
namespace {

// The records of the FastCGI specification that we write, sections 3.3, 5.3 and 5.5.
constexpr std::size_t header_bytes = 8;
constexpr std::size_t max_content_bytes = 65'535;
constexpr std::uint8_t end_request_record = 3;
constexpr std::uint8_t get_values_result_record = 10;
constexpr std::uint8_t stdout_record = 6;
constexpr int responder_role = 1;

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Limits for resources that strangers can occupy.
constexpr std::size_t most_connections = 400;
constexpr std::size_t most_collected_bytes = 32 << 20;
constexpr std::size_t most_deferred = 200;
constexpr std::size_t most_deferred_bytes = 32 << 20;

constexpr std::size_t read_bytes = 64 << 10;
// A web server needs some microseconds between connecting and the first byte.
constexpr int first_byte_ms = 1;
// The limit for a whole request, as a multiple of the time limit for the next byte.
constexpr int longest_request_factor = 6;
constexpr milliseconds draining_time{2'000};
// After a stop signal; less than the supervisor's time before SIGKILL.
constexpr milliseconds leaving_time{5'000};
constexpr milliseconds check_interval{100};
constexpr milliseconds rest_after{1'000};
constexpr milliseconds longest_without_rest{60'000};
constexpr milliseconds first_pause{5};
// Retried requests and new requests get this much time in turn.
constexpr milliseconds share_of_deferred{10};
constexpr milliseconds longest_pause{50};
constexpr int most_discarded = 64;  // maximum number of reads at a time
constexpr timeval unsupported_timeout{0, 200'000};

using RecordHeader = std::array<std::uint8_t, header_bytes>;

/// libfcgi answers FCGI_GET_VALUES from an array on its stack whose padding is uninitialised. The
/// linker (--wrap, see the Makefile) redirects all writes of libfcgi through this function.
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

// The records of a response, including the end of the request.
class ResponseRecords {
 public:
  ResponseRecords(int request_id, SerialisedResponse response) : response_(std::move(response)) {
    headers_.reserve((response_.head.size() + response_.body.size()) / max_content_bytes + 5);
    add_content(request_id, response_.head);
    add_content(request_id, response_.body);
    add_header(record_header(stdout_record, request_id, 0));
    add_header(record_header(end_request_record, request_id, header_bytes));
    // Application status 0, protocol status FCGI_REQUEST_COMPLETE.
    add_header({});
  }
  ResponseRecords(const ResponseRecords&) = delete;
  ResponseRecords& operator=(const ResponseRecords&) = delete;

  enum class Written { everything, part, failed };

  /// Writes the rest as far as the socket accepts it. This is usually one system call, where
  /// libfcgi would make one per 8 KiB.
  Written write(int fd) {
    while (first_ < parts_.size()) {
      const auto count = static_cast<int>(std::min<std::size_t>(parts_.size() - first_, IOV_MAX));
      const auto written = ::writev(fd, &parts_[first_], count);
      if (written < 0) {
        if (errno == EINTR) continue;
        return errno == EAGAIN ? Written::part : Written::failed;
      }
      skip(static_cast<std::size_t>(written));
    }
    return Written::everything;
  }

 private:
  void add_content(int request_id, std::string_view content) {
    for (std::size_t at = 0; at < content.size(); at += max_content_bytes) {
      const auto part = content.substr(at, max_content_bytes);
      add_header(record_header(stdout_record, request_id, part.size()));
      // writev only reads it.
      parts_.push_back({const_cast<char*>(part.data()), part.size()});
    }
  }
  void add_header(const RecordHeader& header) {
    headers_.push_back(header);
    parts_.push_back({headers_.back().data(), header_bytes});
  }
  void skip(std::size_t bytes) {
    while (first_ < parts_.size() && bytes >= parts_[first_].iov_len)
      bytes -= parts_[first_++].iov_len;
    if (bytes == 0) return;
    parts_[first_].iov_base = static_cast<char*>(parts_[first_].iov_base) + bytes;
    parts_[first_].iov_len -= bytes;
  }

  SerialisedResponse response_;
  std::vector<RecordHeader> headers_;
  std::vector<iovec> parts_;
  std::size_t first_ = 0;
};

// Discards unread input, because closing a socket with unread input resets the connection. False if
// the peer has closed.
bool discard_arrived(int fd) {
  std::array<char, 4'096> trash;
  // Limited, because a fast sender could keep the loop busy.
  for (int i = 0; i < most_discarded; ++i) {
    const auto got = ::recv(fd, trash.data(), trash.size(), MSG_DONTWAIT);
    if (got == 0) return false;
    if (got < 0) return errno == EAGAIN || errno == EINTR;
  }
  return true;
}

void set_blocking(int fd, bool blocking) {
  const int flags = ::fcntl(fd, F_GETFL);
  ::fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

// Reserves half of this process's descriptors for connections that are set aside.
std::size_t connection_limit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return most_connections;
  return std::min<std::size_t>(most_connections, files.rlim_cur / 2);
}

// A connection that is set aside.
struct Connection {
  enum class Stage {
    collecting,  // the request is incomplete
    writing,     // the peer reads the response slowly
    // finished; the peer may still be sending, and would lose the response if we closed
    draining,
  };
  Connection(Stage new_stage, std::size_t max_body_bytes)
      : stage(new_stage), records(max_body_bytes) {}

  Stage stage;
  RequestRecords records;
  std::unique_ptr<ResponseRecords> response;
  bool drain_afterwards = false;
  Clock::time_point since = Clock::now();
  Clock::time_point last_byte = Clock::now();  // time of the last byte in either direction
};

// A request parsed by libfcgi, until its response is sent.
struct Exchange {
  Exchange() { FCGX_InitRequest(&request, -1, 0); }
  ~Exchange() {
    if (request.ipcFd >= 0) ::close(request.ipcFd);
    FCGX_Free(&request, 0);
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  FCGX_Request request{};
  Parameters parameters;
  bool is_read_whole = false;
  Clock::time_point arrival;
  // For a request that met a lock:
  milliseconds worth_waiting{0};
  milliseconds pause{0};
  Clock::time_point again_at;
};

class Worker {
 public:
  Worker(const SharedSocket& socket, const WorkerLimits& limits, const Handler& handle,
         const Rest& rest)
      : acceptor_(socket),
        is_local_(is_local_socket(socket.fd)),
        limits_(limits),
        handle_(handle),
        rest_(rest),
        buffer_(read_bytes) {}

  int run() {
    while (!is_done()) {
      const auto connection = acceptor_.accept();
      if (connection) greet(*connection);
      rest_if_due();
      if (connection && connections_.empty() && deferred_.empty()) continue;
      for (const int ready : acceptor_.wait(connection ? 0 : longest_wait_ms())) attend(ready);
      ask_again();
      look_at_the_clock();
    }
    return acceptor_.failed() ? 1 : 0;
  }

 private:
  using Stage = Connection::Stage;
  using Connections = std::unordered_map<int, Connection>;

  bool is_done() const { return acceptor_.is_over() && connections_.empty() && deferred_.empty(); }

  int longest_wait_ms() const {
    if (acceptor_.is_over() && is_done()) return 0;
    if (deferred_.empty() && connections_.empty()) return until_rest_ms();
    if (deferred_.empty()) return static_cast<int>(check_interval.count());
    auto next = Clock::time_point::max();
    for (const auto& exchange : deferred_) next = std::min(next, exchange->again_at);
    next = std::max(next, asked_ + share_of_deferred);
    const auto left = std::chrono::ceil<milliseconds>(next - Clock::now());
    return static_cast<int>(std::clamp(left, milliseconds{0}, check_interval).count());
  }

  // --- rest

  int until_rest_ms() const {
    if (has_rested_) return -1;
    const auto left = std::chrono::ceil<milliseconds>(last_post_ + rest_after - Clock::now());
    return static_cast<int>(std::clamp(left, milliseconds{0}, rest_after).count());
  }

  void rest_if_due() {
    if (has_rested_) return;
    const auto now = Clock::now();
    if (now - last_post_ < rest_after && now - rested_ < longest_without_rest) return;
    has_rested_ = true;
    rested_ = now;
    rest_();
  }

  // --- incomplete requests

  RecordsState peek(int fd) {
    const auto got = ::recv(fd, buffer_.data(), buffer_.size(), MSG_PEEK | MSG_DONTWAIT);
    // The peer has closed early, or sends without end. libfcgi detects that too.
    if (got == 0 || (got < 0 && errno != EAGAIN)) return RecordsState::unsupported;
    if (got < 0) return RecordsState::partial;
    return state_of_records({buffer_.data(), static_cast<std::size_t>(got)});
  }

  void greet(int fd) {
    RecordsState state = peek(fd);
    if (state == RecordsState::partial) {
      pollfd first_byte{fd, POLLIN, 0};
      if (::poll(&first_byte, 1, first_byte_ms) == 1) state = peek(fd);
    }
    if (state == RecordsState::partial) return collect(fd);
    serve_direct(fd, state);
  }

  /// Lets libfcgi read a connection of which nothing was consumed.
  void serve_direct(int fd, RecordsState state) {
    if (state == RecordsState::unsupported) {
      // libfcgi answers management records and waits for more.
      set_blocking(fd, true);
      ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &unsupported_timeout, sizeof unsupported_timeout);
    }
    auto exchange = new_exchange();
    start_time_limit(limits_);
    // FCGX_Accept_r treats an open connection as a kept one and does not call accept. If it brings
    // no valid request, it closes the connection and fails, because it has no listener.
    exchange->request.ipcFd = fd;
    exchange->request.keepConnection = 1;
    if (FCGX_Accept_r(&exchange->request) == 0 && begin(*exchange)) {
      if (exchange->parameters.within_limits) read_stream(*exchange);
      if (state == RecordsState::unsupported) set_blocking(fd, false);
      attempt(std::move(exchange), Attempt::first);
    } else {
      exchange->request.ipcFd = -1;
      spare_ = std::move(exchange);
    }
    stop_time_limit();
  }

  void collect(int fd) {
    if (connections_.size() >= connection_limit_) give_up_oldest();
    put_aside(fd, Stage::collecting, Acceptor::Interest::reading);
    attend(fd);
  }

  Connection* put_aside(int fd, Stage stage, Acceptor::Interest interest) {
    if (!acceptor_.watch(fd, interest)) {
      ::close(fd);
      return nullptr;
    }
    return &connections_.try_emplace(fd, stage, limits_.max_body_bytes).first->second;
  }

  void attend(int fd) {
    const auto found = connections_.find(fd);
    if (found == connections_.end()) return;
    switch (found->second.stage) {
      case Stage::collecting:
        return read_more(found);
      case Stage::writing:
        return write_more(found);
      case Stage::draining:
        if (!discard_arrived(fd)) drop(found);
        return;
    }
  }

  void read_more(Connections::iterator found) {
    Connection& connection = found->second;
    if (connection.records.is_empty()) {
      const RecordsState state = peek(found->first);
      if (state != RecordsState::partial) {
        const int fd = found->first;
        remove(found);
        return serve_direct(fd, state);
      }
    }
    const auto got = ::recv(found->first, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return drop(found);
    connection.last_byte = Clock::now();
    collected_bytes_ -= connection.records.bytes();
    const auto state = connection.records.add({buffer_.data(), static_cast<std::size_t>(got)});
    collected_bytes_ += connection.records.bytes();
    switch (state) {
      case RecordsState::partial:
        if (collected_bytes_ > most_collected_bytes) give_up_largest();
        return;
      case RecordsState::complete:
        return serve_collected(found);
      case RecordsState::unsupported:
        return drop(found);
      case RecordsState::too_long:
        if (connection.records.has_head()) return serve_collected(found);
        return refuse(found, headers_too_long());
    }
  }

  /// Removes a connection from those set aside without closing it.
  RequestRecords remove(Connections::iterator found) {
    acceptor_.unwatch(found->first);
    collected_bytes_ -= found->second.records.bytes();
    RequestRecords records = std::move(found->second.records);
    connections_.erase(found);
    return records;
  }

  void drop(Connections::iterator found) {
    ::close(found->first);
    collected_bytes_ -= found->second.records.bytes();
    connections_.erase(found);
  }

  /// Sends a response to an incomplete request.
  void refuse(Connections::iterator found, const Response& response) {
    const int fd = found->first;
    const int request_id = found->second.records.request_id();
    if (request_id == 0) return drop(found);
    remove(found);
    send(fd, std::make_unique<ResponseRecords>(request_id, SerialisedResponse{Request{}, response}),
         true);
  }

  void give_up_oldest() {
    const auto oldest = std::min_element(
        connections_.begin(), connections_.end(),
        [](const auto& a, const auto& b) { return a.second.since < b.second.since; });
    drop(oldest);
  }

  void give_up_largest() {
    const auto largest = std::max_element(
        connections_.begin(), connections_.end(), [](const auto& a, const auto& b) {
          return a.second.records.bytes() < b.second.records.bytes();
        });
    refuse(largest, too_slow());
  }

  // --- complete requests

  std::unique_ptr<Exchange> new_exchange() {
    return spare_ ? std::move(spare_) : std::make_unique<Exchange>();
  }

  /// False if this is not a request for a responder; it is then answered here.
  bool begin(Exchange& exchange) {
    FCGX_Request& request = exchange.request;
    // Keeping the connection would make libfcgi wait for it exclusively.
    const bool asked_to_keep = request.keepConnection != 0;
    request.keepConnection = 0;
    if (request.role != responder_role) {
      FCGX_SetExitStatus(1, request.out);
      FCGX_Finish_r(&request);
      return false;
    }
    exchange.arrival = Clock::now();
    exchange.parameters = read_parameters(request.envp, limits_);
    exchange.parameters.request.keep_connection = asked_to_keep;
    exchange.is_read_whole = false;
    exchange.pause = milliseconds{0};
    return true;
  }

  /// Reads the body from libfcgi. Refuses a body that is longer than CONTENT_LENGTH: a web server
  /// that decompresses bodies keeps the compressed length, so the text would be truncated.
  void read_stream(Exchange& exchange) {
    FCGX_Stream* in = exchange.request.in;
    read_body(exchange.parameters, limits_, [in](char* buffer, std::size_t bytes) {
      const int got = FCGX_GetStr(buffer, static_cast<int>(bytes), in);
      return static_cast<std::size_t>(std::max(got, 0));
    });
    char more = 0;
    const bool ends = exchange.parameters.request.body_state != BodyState::complete ||
                      FCGX_GetStr(&more, 1, in) == 0;
    check_body(exchange, ends, FCGX_GetError(in) == 0);
  }

  static void check_body(Exchange& exchange, bool ends, bool is_sound) {
    Request& values = exchange.parameters.request;
    if (!ends) {
      values.body.clear();
      values.body_state = BodyState::bad_length;
    }
    exchange.is_read_whole = is_sound && values.body_state == BodyState::complete;
  }

  void serve_collected(Connections::iterator found) {
    const int fd = found->first;
    const RequestRecords records = remove(found);
    auto exchange = new_exchange();
    start_time_limit(limits_);
    if (parse_head(exchange->request, records.head(), fd) && begin(*exchange)) {
      std::size_t at = 0;
      if (exchange->parameters.within_limits) {
        read_body(exchange->parameters, limits_, [&](char* buffer, std::size_t bytes) {
          return at = records.body().copy(buffer, bytes);
        });
        check_body(*exchange,
                   at == records.body().size() ||
                       exchange->parameters.request.body_state != BodyState::complete,
                   true);
      }
      attempt(std::move(exchange), Attempt::first);
    } else {
      // FCGX_Finish_r has closed it after a request for another role.
      if (exchange->request.ipcFd >= 0) ::close(exchange->request.ipcFd);
      exchange->request.ipcFd = -1;
      spare_ = std::move(exchange);
    }
    stop_time_limit();
  }

  /// Lets libfcgi parse a head that was collected. On success the request refers to `fd`; otherwise
  /// `fd` is closed.
  static bool parse_head(FCGX_Request& request, const std::string& head, int fd) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      ::close(fd);
      return false;
    }
    const auto sent = ::send(ends[0], head.data(), head.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    // Prevents libfcgi from waiting for more.
    ::close(ends[0]);
    request.ipcFd = ends[1];
    request.keepConnection = 1;
    const bool parsed = FCGX_Accept_r(&request) == 0 && sent == static_cast<ssize_t>(head.size());
    if (request.ipcFd >= 0) ::close(request.ipcFd);
    request.ipcFd = parsed ? fd : -1;
    if (!parsed) ::close(fd);
    return parsed;
  }

  void attempt(std::unique_ptr<Exchange> exchange, Attempt kind) {
    const Handled handled = respond(exchange->parameters, kind, handle_);
    if (rest_ && exchange->parameters.request.method == Method::post) {
      has_rested_ = false;
      last_post_ = Clock::now();
    }
    if (handled.worth_waiting.count() > 0 && kind != Attempt::last)
      return defer(std::move(exchange), handled.worth_waiting);
    finish(std::move(exchange), handled.response);
  }

  void finish(std::unique_ptr<Exchange> exchange, const Response& response) {
    SerialisedResponse serialised{exchange->parameters.request, response};
    const int fd = std::exchange(exchange->request.ipcFd, -1);
    const int request_id = exchange->request.requestId;
    FCGX_Free(&exchange->request, 0);
    discard_arrived(fd);
    // A Unix socket delivers everything that was written before it is closed.
    send(fd, std::make_unique<ResponseRecords>(request_id, std::move(serialised)),
         !is_local_ || !exchange->is_read_whole);
    exchange->parameters = Parameters{};
    spare_ = std::move(exchange);
  }

  // --- requests that met a lock

  void defer(std::unique_ptr<Exchange> exchange, milliseconds worth_waiting) {
    std::size_t bytes = exchange->parameters.request.body.size();
    for (const auto& each : deferred_) bytes += each->parameters.request.body.size();
    if (deferred_.size() >= most_deferred || bytes > most_deferred_bytes)
      return attempt(std::move(exchange), Attempt::last);
    exchange->worth_waiting = worth_waiting;
    exchange->pause = std::clamp(exchange->pause * 2, first_pause, longest_pause);
    exchange->again_at =
        std::min(Clock::now() + exchange->pause, exchange->arrival + worth_waiting);
    deferred_.push_back(std::move(exchange));
  }

  void ask_again() {
    const auto begun = Clock::now();
    if (deferred_.empty() || begun - asked_ < share_of_deferred) return;
    std::vector<std::unique_ptr<Exchange>> all;
    all.swap(deferred_);
    for (auto& exchange : all) {
      const auto now = Clock::now();
      if (now < exchange->again_at || now - begun > share_of_deferred) {
        deferred_.push_back(std::move(exchange));
        continue;
      }
      const bool in_vain = now >= exchange->arrival + exchange->worth_waiting;
      start_time_limit(limits_);
      attempt(std::move(exchange), in_vain ? Attempt::last : Attempt::again);
      stop_time_limit();
    }
    asked_ = Clock::now();
  }

  // --- responses

  void send(int fd, std::unique_ptr<ResponseRecords> response, bool drain) {
    const auto written = response->write(fd);
    // Nothing may happen between the two, because a web server that keeps connections could reuse
    // this one.
    if (written == ResponseRecords::Written::failed ||
        (written == ResponseRecords::Written::everything && !drain)) {
      ::close(fd);
      return;
    }
    if (written == ResponseRecords::Written::everything) return start_draining(fd);
    Connection* connection = put_aside(fd, Stage::writing, Acceptor::Interest::writing);
    if (connection == nullptr) return;
    connection->response = std::move(response);
    connection->drain_afterwards = drain;
  }

  void write_more(Connections::iterator found) {
    Connection& connection = found->second;
    connection.last_byte = Clock::now();
    const auto written = connection.response->write(found->first);
    if (written == ResponseRecords::Written::part) return;
    if (written == ResponseRecords::Written::failed || !connection.drain_afterwards)
      return drop(found);
    const int fd = found->first;
    remove(found);
    start_draining(fd);
  }

  void start_draining(int fd) {
    ::shutdown(fd, SHUT_WR);
    if (discard_arrived(fd))
      put_aside(fd, Stage::draining, Acceptor::Interest::reading);
    else
      ::close(fd);
  }

  // --- time

  bool is_overdue(const Connection& connection, Clock::time_point now) const {
    const std::chrono::seconds limit{limits_.request_seconds};
    switch (connection.stage) {
      case Stage::collecting:
        return now - connection.last_byte >= limit ||
               now - connection.since >= longest_request_factor * limit;
      case Stage::writing:
        return now - connection.last_byte >= limit;
      case Stage::draining:
        return now - connection.since >= draining_time;
    }
    return true;
  }

  void look_at_the_clock() {
    const auto now = Clock::now();
    if (connections_.empty() || now - looked_ < check_interval) return;
    looked_ = now;
    if (acceptor_.is_over() && !over_since_) over_since_ = now;
    const bool leaving = over_since_ && now - *over_since_ >= leaving_time;
    std::vector<int> overdue;
    for (const auto& [fd, connection] : connections_)
      if (leaving || is_overdue(connection, now)) overdue.push_back(fd);
    for (const int fd : overdue) {
      const auto found = connections_.find(fd);
      if (found->second.stage == Stage::collecting)
        refuse(found, too_slow());
      else
        drop(found);
    }
  }

  Acceptor acceptor_;
  bool is_local_;
  const WorkerLimits& limits_;
  const Handler& handle_;
  const Rest& rest_;
  bool has_rested_ = true;
  Clock::time_point rested_ = Clock::now();
  Clock::time_point last_post_;
  std::vector<char> buffer_;
  const std::size_t connection_limit_ = connection_limit();
  Connections connections_;
  std::size_t collected_bytes_ = 0;
  std::vector<std::unique_ptr<Exchange>> deferred_;
  std::unique_ptr<Exchange> spare_;
  Clock::time_point looked_;
  Clock::time_point asked_;
  std::optional<Clock::time_point> over_since_;
};

}  // namespace

int run_fastcgi_worker(const SharedSocket& socket, const WorkerLimits& limits,
                       const Handler& handle, const Rest& rest) {
  ::signal(SIGPIPE, SIG_IGN);
  // exceeding the file size limit must be an error and not end the process
  ::signal(SIGXFSZ, SIG_IGN);
  ::signal(SIGHUP, SIG_IGN);
  // Each response allocates and frees a few hundred kilobytes. Returning them to the system every
  // time spent half of a worker's time in page faults; keeping 4 MiB is cheaper.
  ::mallopt(M_TRIM_THRESHOLD, 4 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  prepare_time_limit();
  if (FCGX_Init() != 0) {
    log_line("libfcgi cannot be initialised");
    return 1;
  }
  return Worker{socket, limits, handle, rest}.run();
}

}  // namespace afterword

// The linker requires these names.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {

int __real_OS_Write(int fd, char* bytes, std::size_t size);

int __wrap_OS_Write(int fd, char* bytes, std::size_t size) {
  afterword::clear_padding(reinterpret_cast<std::uint8_t*>(bytes), size);
  return __real_OS_Write(fd, bytes, size);
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)
