// An event loop that handles one request at a time. Everything that would block is set aside:
// connections with an incomplete request or an unfinished response, and requests that met a locked
// database.
//
// Nearly every request has arrived completely when it is first read, and its response fits the
// socket buffer. Such a request costs four system calls here: accept, read, write and close.
#include "server/runtime/fastcgi.h"

#include <fastcgi.h>
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
constexpr std::size_t header_bytes = FCGI_HEADER_LEN;
constexpr std::size_t max_content_bytes = FCGI_MAX_LENGTH;

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Limits for resources that strangers can occupy.
constexpr std::size_t most_connections = 400;
constexpr std::size_t most_collected_bytes = 32 << 20;
constexpr std::size_t most_deferred = 200;
constexpr std::size_t most_deferred_bytes = 32 << 20;

constexpr std::size_t read_bytes = 64 << 10;
// A web server needs some microseconds between connecting and the first byte, or between records.
constexpr int first_bytes_ms = 1;
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

using RecordHeader = std::array<std::uint8_t, header_bytes>;

RecordHeader record_header(std::uint8_t type, int request_id, std::size_t content_bytes) {
  const auto high = [](std::size_t n) { return static_cast<std::uint8_t>(n >> 8 & 0xff); };
  const auto low = [](std::size_t n) { return static_cast<std::uint8_t>(n & 0xff); };
  const auto id = static_cast<std::size_t>(request_id);
  return {FCGI_VERSION_1, type, high(id), low(id), high(content_bytes), low(content_bytes), 0, 0};
}

/// Application status 0; `status` is the protocol's, 0 for FCGI_REQUEST_COMPLETE.
RecordHeader end_of_request(std::uint8_t status) { return {0, 0, 0, 0, status, 0, 0, 0}; }

// The records of a response, including the end of the request.
class ResponseRecords {
 public:
  ResponseRecords(int request_id, SerialisedResponse response) : response_(std::move(response)) {
    std::string_view head = response_.head;
    std::string_view body = response_.body;
    headers_.reserve((head.size() + body.size()) / max_content_bytes + 4);
    parts_.reserve(2 * headers_.capacity());
    while (!head.empty() || !body.empty()) {
      const std::size_t bytes = std::min(head.size() + body.size(), max_content_bytes);
      add_header(record_header(FCGI_STDOUT, request_id, bytes));
      add_content(body, bytes - add_content(head, bytes));
    }
    add_header(record_header(FCGI_STDOUT, request_id, 0));
    add_header(record_header(FCGI_END_REQUEST, request_id, header_bytes));
    add_header(end_of_request(FCGI_REQUEST_COMPLETE));
  }
  ResponseRecords(ResponseRecords&&) = default;
  ResponseRecords(const ResponseRecords&) = delete;
  ResponseRecords& operator=(const ResponseRecords&) = delete;

  enum class Written { everything, part, failed };

  /// Writes the rest as far as the socket accepts it, usually by one system call.
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
  /// Moves up to `most` bytes from the front of `content` to the record; returns their number.
  std::size_t add_content(std::string_view& content, std::size_t most) {
    const auto part = content.substr(0, most);
    content.remove_prefix(part.size());
    // writev only reads it.
    if (!part.empty()) parts_.push_back({const_cast<char*>(part.data()), part.size()});
    return part.size();
  }
  /// Headers that follow one another are one part, because `headers_` never moves them.
  void add_header(const RecordHeader& header) {
    headers_.push_back(header);
    std::uint8_t* const at = headers_.back().data();
    if (!parts_.empty() &&
        static_cast<std::uint8_t*>(parts_.back().iov_base) + parts_.back().iov_len == at)
      parts_.back().iov_len += header_bytes;
    else
      parts_.push_back({at, header_bytes});
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
  Connection(Stage new_stage, RequestRecords received)
      : stage(new_stage), records(std::move(received)) {}

  Stage stage;
  RequestRecords records;
  std::optional<ResponseRecords> response;
  bool drain_afterwards = false;
  Clock::time_point since = Clock::now();
  Clock::time_point last_byte = Clock::now();  // time of the last byte in either direction
};

// A request until its response is sent.
struct Exchange {
  explicit Exchange(std::size_t max_body_bytes) : records(max_body_bytes) {}
  ~Exchange() {
    if (fd >= 0) ::close(fd);
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  int fd = -1;
  RequestRecords records;
  Parameters parameters;  // views into `records`
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

  enum class Received { data, nothing_yet, end };

  /// Adds what has arrived, at most one buffer, to the records.
  Received receive(int fd, RequestRecords& records, RecordsState& state) {
    const auto got = ::recv(fd, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return Received::nothing_yet;
    if (got <= 0) return Received::end;
    state = records.add({buffer_.data(), static_cast<std::size_t>(got)});
    return Received::data;
  }

  void greet(int fd) {
    auto exchange = new_exchange();
    RecordsState state = RecordsState::partial;
    auto received = receive(fd, exchange->records, state);
    if (received != Received::end && state == RecordsState::partial) {
      pollfd more{fd, POLLIN, 0};
      if (::poll(&more, 1, first_bytes_ms) == 1) received = receive(fd, exchange->records, state);
    }
    if (received == Received::end) {
      ::close(fd);
    } else if (state == RecordsState::partial) {
      collect(fd, std::exchange(exchange->records, no_records()));
    } else {
      exchange->fd = fd;
      return serve(std::move(exchange), state);
    }
    keep_spare(std::move(exchange));
  }

  void collect(int fd, RequestRecords records) {
    if (connections_.size() >= connection_limit_) give_up_oldest();
    collected_bytes_ += records.bytes();
    if (put_aside(fd, Stage::collecting, Acceptor::Interest::reading, std::move(records)) !=
        nullptr)
      attend(fd);
  }

  /// Closes the connection and returns nullptr if the system has no resources to watch it.
  Connection* put_aside(int fd, Stage stage, Acceptor::Interest interest, RequestRecords records) {
    if (!acceptor_.watch(fd, interest)) {
      ::close(fd);
      collected_bytes_ -= records.bytes();
      return nullptr;
    }
    return &connections_.try_emplace(fd, stage, std::move(records)).first->second;
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
    RecordsState state = RecordsState::partial;
    const std::size_t before = connection.records.bytes();
    const auto received = receive(found->first, connection.records, state);
    if (received == Received::nothing_yet) return;
    if (received == Received::end) return drop(found);
    connection.last_byte = Clock::now();
    collected_bytes_ += connection.records.bytes() - before;
    if (state == RecordsState::partial) {
      if (collected_bytes_ > most_collected_bytes) give_up_largest();
      return;
    }
    auto exchange = new_exchange();
    exchange->fd = found->first;
    exchange->records = remove(found);
    serve(std::move(exchange), state);
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
    send(fd, {request_id, SerialisedResponse{Request{}, response}}, true);
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
    return spare_ ? std::move(spare_) : std::make_unique<Exchange>(limits_.max_body_bytes);
  }

  /// Closes the connection of an exchange without a response of the handler. `bytes` are sent if
  /// the socket accepts them.
  void end(std::unique_ptr<Exchange> exchange, std::string_view bytes) {
    const int fd = std::exchange(exchange->fd, -1);
    keep_spare(std::move(exchange));
    if (bytes.empty()) {
      ::close(fd);
      return;
    }
    static_cast<void>(::send(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
    start_draining(fd);
  }

  void keep_spare(std::unique_ptr<Exchange> exchange) {
    exchange->records.clear();
    exchange->parameters = Parameters{};
    spare_ = std::move(exchange);
  }

  /// Serves a request of which no more is read, or answers what is not one.
  void serve(std::unique_ptr<Exchange> exchange, RecordsState state) {
    const RequestRecords& records = exchange->records;
    if (state == RecordsState::unsupported) return end(std::move(exchange), records.reply());
    if (!records.has_head()) {
      const SerialisedResponse response{Request{}, headers_too_long()};
      const int id = records.request_id();
      const int fd = std::exchange(exchange->fd, -1);
      keep_spare(std::move(exchange));
      return send(fd, {id, response}, true);
    }
    if (!records.is_for_responder())
      return end(std::move(exchange), refusal_of_role(records.request_id()));
    auto parameters = read_parameters(records.params(), limits_);
    if (!parameters) return end(std::move(exchange), {});
    exchange->parameters = *std::move(parameters);
    exchange->parameters.request.keep_connection = records.keeps_connection();
    exchange->arrival = Clock::now();
    exchange->pause = milliseconds{0};
    start_time_limit(limits_);
    take_body(*exchange, state);
    attempt(std::move(exchange), Attempt::first);
    stop_time_limit();
  }

  static std::string refusal_of_role(int request_id) {
    std::string bytes;
    for (const RecordHeader& header : {record_header(FCGI_END_REQUEST, request_id, header_bytes),
                                       end_of_request(FCGI_UNKNOWN_ROLE)})
      bytes.append(header.begin(), header.end());
    return bytes;
  }

  /// Refuses a body that is longer than CONTENT_LENGTH: a web server that decompresses bodies keeps
  /// the compressed length, so the text would be truncated.
  void take_body(Exchange& exchange, RecordsState state) {
    exchange.is_read_whole = false;
    if (!exchange.parameters.within_limits) return;
    const std::string& body = exchange.records.body();
    Request& request = exchange.parameters.request;
    std::size_t read = 0;
    read_body(exchange.parameters, limits_,
              [&](char* buffer, std::size_t bytes) { return read = body.copy(buffer, bytes); });
    if (request.body_state == BodyState::complete && read != body.size()) {
      request.body.clear();
      request.body_state = BodyState::bad_length;
    }
    exchange.is_read_whole = state == RecordsState::complete && !exchange.records.has_surplus() &&
                             request.body_state == BodyState::complete;
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
    const RequestRecords& records = exchange->records;
    ResponseRecords answer{records.request_id(),
                           SerialisedResponse{exchange->parameters.request, response}};
    // A Unix socket delivers everything that was written before it is closed, if nothing is unread.
    const bool is_over = is_local_ && exchange->is_read_whole && !records.keeps_connection();
    const int fd = std::exchange(exchange->fd, -1);
    const bool drain = !is_local_ || !exchange->is_read_whole;
    if (!is_over) discard_arrived(fd);
    send(fd, std::move(answer), drain);
    keep_spare(std::move(exchange));
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

  void send(int fd, ResponseRecords response, bool drain) {
    const auto written = response.write(fd);
    // Nothing may happen between the two, because a web server that keeps connections could reuse
    // this one.
    if (written == ResponseRecords::Written::failed ||
        (written == ResponseRecords::Written::everything && !drain)) {
      ::close(fd);
      return;
    }
    if (written == ResponseRecords::Written::everything) return start_draining(fd);
    Connection* connection =
        put_aside(fd, Stage::writing, Acceptor::Interest::writing, no_records());
    if (connection == nullptr) return;
    connection->response.emplace(std::move(response));
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

  RequestRecords no_records() const { return RequestRecords{limits_.max_body_bytes}; }

  void start_draining(int fd) {
    ::shutdown(fd, SHUT_WR);
    if (discard_arrived(fd))
      put_aside(fd, Stage::draining, Acceptor::Interest::reading, no_records());
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
  return Worker{socket, limits, handle, rest}.run();
}

}  // namespace afterword
