// See fastcgi.h. One loop, one request handled at a time. What would have to wait for somebody else
// is put aside: a connection whose request has not come as a whole, or whose answer is not taken
// yet, and a request that met a locked database.
//
// Nearly every request is there as a whole when it is looked at, and its answer fits the socket:
// such a connection is never put aside, and libfcgi reads it from the socket. Where it is not, its
// bytes are collected (server/runtime/request_records), libfcgi gets the head by a pair of sockets,
// and we have the body.
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

// The records of the FastCGI specification, sections 3.3, 5.3 and 5.5, as far as we write them.
constexpr std::size_t header_bytes = 8;
constexpr std::size_t max_content_bytes = 65'535;
constexpr std::uint8_t end_request_record = 3;
constexpr std::uint8_t get_values_result_record = 10;
constexpr std::uint8_t stdout_record = 6;
constexpr int responder_role = 1;

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// What strangers can make a worker keep has bounds.
constexpr std::size_t most_connections = 400;
constexpr std::size_t most_collected_bytes = 32 << 20;
constexpr std::size_t most_deferred = 200;
constexpr std::size_t most_deferred_bytes = 32 << 20;

constexpr std::size_t read_bytes = 64 << 10;
// Between connect and the first byte a web server needs some microseconds.
constexpr int first_byte_ms = 1;
// Of the time limit for the next byte, for a whole request.
constexpr int longest_request_factor = 6;
constexpr milliseconds draining_time{2'000};
// After a signal to stop; before a supervisor kills.
constexpr milliseconds leaving_time{5'000};
constexpr milliseconds look_around{100};
constexpr milliseconds first_pause{5};
// Those who met a lock get so much time, and the others the same, in turn.
constexpr milliseconds share_of_deferred{10};
constexpr milliseconds longest_pause{50};
constexpr int most_discarded = 64;  // pieces at a time
constexpr timeval strange_patience{0, 200'000};

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

// The answer and the end of a request as records.
class Answer {
 public:
  Answer(int request_id, std::string content) : content_(std::move(content)) {
    headers_.reserve(content_.size() / max_content_bytes + 5);
    for (std::size_t at = 0; at < content_.size(); at += max_content_bytes) {
      const auto bytes = std::min(max_content_bytes, content_.size() - at);
      add_header(record_header(stdout_record, request_id, bytes));
      parts_.push_back({content_.data() + at, bytes});
    }
    add_header(record_header(stdout_record, request_id, 0));
    add_header(record_header(end_request_record, request_id, header_bytes));
    // Application status 0, protocol status FCGI_REQUEST_COMPLETE.
    add_header({});
  }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  enum class Written { everything, part, failed };

  /// Writes what is left, as far as the socket takes it: nearly always all of it, in one call where
  /// libfcgi would make one for every 8 KiB.
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

  std::string content_;
  std::vector<RecordHeader> headers_;
  std::vector<iovec> parts_;
  std::size_t first_ = 0;
};

// Throws away what has arrived and nobody read: closing over unread bytes resets the connection.
// False once the peer has closed.
bool discard_arrived(int fd) {
  std::array<char, 4'096> trash;
  // A fast sender could go on for ever.
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

// Of the descriptors that this process may have, half are for connections that are put aside.
std::size_t connection_limit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return most_connections;
  return std::min<std::size_t>(most_connections, files.rlim_cur / 2);
}

// A connection that is put aside.
struct Connection {
  enum class Stage {
    collecting,  // the request is on its way
    writing,     // the peer takes the answer slowly
    draining,    // answered; the peer may still be sending, and would lose the answer if we closed
  };
  Connection(Stage new_stage, std::size_t max_body_bytes)
      : stage(new_stage), records(max_body_bytes) {}

  Stage stage;
  RequestRecords records;
  std::unique_ptr<Answer> answer;
  bool drain_afterwards = false;
  Clock::time_point since = Clock::now();
  Clock::time_point heard = Clock::now();  // the last byte in either direction
};

// A request that libfcgi has parsed, until it is answered.
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
  // For one that met a lock:
  milliseconds worth_waiting{0};
  milliseconds pause{0};
  Clock::time_point again_at;
};

class Worker {
 public:
  Worker(const SharedSocket& socket, const WorkerLimits& limits, const Handler& handle)
      : acceptor_(socket),
        is_local_(is_local_socket(socket.fd)),
        limits_(limits),
        handle_(handle),
        buffer_(read_bytes) {}

  int run() {
    while (!is_done()) {
      const auto connection = acceptor_.accept();
      if (connection) greet(*connection);
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
    if (deferred_.empty()) return connections_.empty() ? -1 : static_cast<int>(look_around.count());
    auto next = Clock::time_point::max();
    for (const auto& exchange : deferred_) next = std::min(next, exchange->again_at);
    next = std::max(next, asked_ + share_of_deferred);
    const auto left = std::chrono::ceil<milliseconds>(next - Clock::now());
    return static_cast<int>(std::clamp(left, milliseconds{0}, look_around).count());
  }

  // --- requests on their way

  RecordsState peek(int fd) {
    const auto got = ::recv(fd, buffer_.data(), buffer_.size(), MSG_PEEK | MSG_DONTWAIT);
    // The peer has gone without a word, or will not come to an end: libfcgi sees that too.
    if (got == 0 || (got < 0 && errno != EAGAIN)) return RecordsState::strange;
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

  /// Has libfcgi read a connection of which nothing was read yet.
  void serve_direct(int fd, RecordsState state) {
    if (state == RecordsState::strange) {
      // libfcgi answers what may be answered, and waits for what may come.
      set_blocking(fd, true);
      ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &strange_patience, sizeof strange_patience);
    }
    auto exchange = new_exchange();
    start_time_limit(limits_);
    // FCGX_Accept_r takes an open connection as a kept one and does not accept itself. When that
    // one brings no valid request, it closes it and fails on the listener it was not given.
    exchange->request.ipcFd = fd;
    exchange->request.keepConnection = 1;
    if (FCGX_Accept_r(&exchange->request) == 0 && begin(*exchange)) {
      if (exchange->parameters.within_limits) read_stream(*exchange);
      if (state == RecordsState::strange) set_blocking(fd, false);
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
        take_back(found);
        return serve_direct(fd, state);
      }
    }
    const auto got = ::recv(found->first, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return drop(found);
    connection.heard = Clock::now();
    collected_bytes_ -= connection.records.bytes();
    const auto state = connection.records.add({buffer_.data(), static_cast<std::size_t>(got)});
    collected_bytes_ += connection.records.bytes();
    switch (state) {
      case RecordsState::partial:
        if (collected_bytes_ > most_collected_bytes) give_up_largest();
        return;
      case RecordsState::complete:
        return serve_collected(found);
      case RecordsState::strange:
        return drop(found);
      case RecordsState::too_long:
        if (connection.records.has_head()) return serve_collected(found);
        return refuse(found, headers_too_long());
    }
  }

  /// Takes a connection out of those that are put aside, but does not close it.
  RequestRecords take_back(Connections::iterator found) {
    acceptor_.forget(found->first);
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

  /// Answers a request that is not complete.
  void refuse(Connections::iterator found, const Response& response) {
    const int fd = found->first;
    const int request_id = found->second.records.request_id();
    if (request_id == 0) return drop(found);
    take_back(found);
    std::string content;
    append_response(Request{}, response, content);
    send(fd, std::make_unique<Answer>(request_id, std::move(content)), true);
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

  // --- requests that are there

  std::unique_ptr<Exchange> new_exchange() {
    return spare_ ? std::move(spare_) : std::make_unique<Exchange>();
  }

  /// False for what is no responder's request, which is then answered.
  bool begin(Exchange& exchange) {
    FCGX_Request& request = exchange.request;
    // Never keep the connection: libfcgi would then wait on it alone.
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

  /// Reads the body from libfcgi, and refuses one that goes on after CONTENT_LENGTH: a web server
  /// that unpacks bodies on the way leaves the packed length there, and a text cut in the middle
  /// would be taken for the whole.
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
    const RequestRecords records = take_back(found);
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
      // FCGX_Finish_r has closed it after another role.
      if (exchange->request.ipcFd >= 0) ::close(exchange->request.ipcFd);
      exchange->request.ipcFd = -1;
      spare_ = std::move(exchange);
    }
    stop_time_limit();
  }

  /// Has libfcgi parse the records of a head; the request then is that of `fd`, which is closed
  /// where it is none.
  static bool parse_head(FCGX_Request& request, const std::string& head, int fd) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      ::close(fd);
      return false;
    }
    const auto sent = ::send(ends[0], head.data(), head.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    // What libfcgi does not find there must not be waited for.
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
    const Handled handled = answer(exchange->parameters, kind, handle_);
    if (handled.worth_waiting.count() > 0 && kind != Attempt::last)
      return defer(std::move(exchange), handled.worth_waiting);
    finish(std::move(exchange), handled.response);
  }

  void finish(std::unique_ptr<Exchange> exchange, const Response& response) {
    std::string content;
    append_response(exchange->parameters.request, response, content);
    const int fd = std::exchange(exchange->request.ipcFd, -1);
    const int request_id = exchange->request.requestId;
    FCGX_Free(&exchange->request, 0);
    discard_arrived(fd);
    // A local socket loses nothing that was written when it is closed.
    send(fd, std::make_unique<Answer>(request_id, std::move(content)),
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

  // --- answers

  void send(int fd, std::unique_ptr<Answer> answer, bool drain) {
    const auto written = answer->write(fd);
    // Nothing between the two: a web server that keeps connections could use this one again.
    if (written == Answer::Written::failed || (written == Answer::Written::everything && !drain)) {
      ::close(fd);
      return;
    }
    if (written == Answer::Written::everything) return start_draining(fd);
    Connection* connection = put_aside(fd, Stage::writing, Acceptor::Interest::writing);
    if (connection == nullptr) return;
    connection->answer = std::move(answer);
    connection->drain_afterwards = drain;
  }

  void write_more(Connections::iterator found) {
    Connection& connection = found->second;
    connection.heard = Clock::now();
    const auto written = connection.answer->write(found->first);
    if (written == Answer::Written::part) return;
    if (written == Answer::Written::failed || !connection.drain_afterwards) return drop(found);
    const int fd = found->first;
    take_back(found);
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
        return now - connection.heard >= limit ||
               now - connection.since >= longest_request_factor * limit;
      case Stage::writing:
        return now - connection.heard >= limit;
      case Stage::draining:
        return now - connection.since >= draining_time;
    }
    return true;
  }

  void look_at_the_clock() {
    const auto now = Clock::now();
    if (connections_.empty() || now - looked_ < look_around) return;
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
                       const Handler& handle) {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error to answer, no reason to die
  ::signal(SIGHUP, SIG_IGN);
  // Each answer takes and frees a few hundred kilobytes. Giving them back to the system every time
  // cost half of a worker's time in page faults; 4 MiB kept is less than that is worth.
  ::mallopt(M_TRIM_THRESHOLD, 4 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  prepare_time_limit();
  if (FCGX_Init() != 0) {
    log_line("libfcgi cannot be initialised");
    return 1;
  }
  return Worker{socket, limits, handle}.run();
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
