#include "server/runtime/parameters.h"

#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <exception>

#include "base/log.h"
#include "server/runtime/request_records.h"

namespace afterword {
namespace {

struct TextParameter {
  std::string_view name;
  std::string_view Request::*member;
};

// HTTP_PROXY is omitted on purpose: a client's "Proxy" header is passed under that name. Sorted by
// length, so that a name is compared with few others.
constexpr std::array text_parameters = [] {
  std::array table{
      TextParameter{"SCRIPT_NAME", &Request::script_name},
      TextParameter{"PATH_INFO", &Request::path_info},
      TextParameter{"DOCUMENT_URI", &Request::document_uri},
      TextParameter{"REQUEST_URI", &Request::request_uri},
      TextParameter{"QUERY_STRING", &Request::query},
      TextParameter{"CONTENT_TYPE", &Request::content_type},
      TextParameter{"REMOTE_ADDR", &Request::remote_addr},
      TextParameter{"SERVER_PROTOCOL", &Request::protocol},
      TextParameter{"HTTP_ACCEPT", &Request::accept},
      TextParameter{"HTTP_ACCEPT_ENCODING", &Request::accept_encoding},
      TextParameter{"HTTP_COOKIE", &Request::cookie},
      TextParameter{"HTTP_HOST", &Request::host},
      TextParameter{"HTTP_ORIGIN", &Request::origin},
      TextParameter{"HTTP_REFERER", &Request::referer},
      TextParameter{"HTTP_SEC_FETCH_SITE", &Request::sec_fetch_site},
      TextParameter{"HTTP_USER_AGENT", &Request::user_agent},
      TextParameter{"HTTP_IF_NONE_MATCH", &Request::if_none_match},
      TextParameter{"HTTP_IF_MODIFIED_SINCE", &Request::if_modified_since},
      TextParameter{"HTTP_X_FORWARDED_FOR", &Request::forwarded_for},
      TextParameter{"DOCUMENT_ROOT", &Request::document_root},
      TextParameter{"HTTPS", &Request::https},
      TextParameter{"REQUEST_SCHEME", &Request::request_scheme},
      TextParameter{"HTTP_X_FORWARDED_PROTO", &Request::forwarded_proto},
  };
  std::sort(table.begin(), table.end(), [](const TextParameter& a, const TextParameter& b) {
    return a.name.size() < b.name.size();
  });
  return table;
}();

constexpr std::size_t longest_name = text_parameters.back().name.size();

/// The index of the first name that has at least as many bytes as the index of the entry.
constexpr std::array first_of_length = [] {
  std::array<std::uint8_t, longest_name + 2> first{};
  for (std::size_t length = 0; length < first.size(); ++length)
    for (const auto& known : text_parameters) first[length] += known.name.size() < length;
  return first;
}();

Method parse_method(std::string_view name) {
  if (name == "GET") return Method::get;
  if (name == "HEAD") return Method::head;
  if (name == "POST") return Method::post;
  return Method::other;
}

void take_parameter(std::string_view name, std::string_view value, Parameters& out) {
  if (name.size() > longest_name) return;
  for (std::size_t i = first_of_length[name.size()]; i < first_of_length[name.size() + 1]; ++i) {
    const auto& known = text_parameters[i];
    if (known.name.back() == name.back() && known.name == name) {
      // A text of a CGI variable has no NUL.
      out.request.*known.member = value.substr(0, value.find('\0'));
      return;
    }
  }
  if (name == "REQUEST_METHOD") out.request.method = parse_method(value);
  if (name == "CONTENT_LENGTH") out.content_length = value;
}

/// Counts parameters and their bytes.
class ParameterCount {
 public:
  explicit ParameterCount(const WorkerLimits& limits) : limits_(limits) {}
  bool allows(std::size_t bytes) {
    bytes_ += bytes;
    return ++count_ <= limits_.max_parameters && bytes_ <= limits_.max_parameter_bytes;
  }

 private:
  const WorkerLimits& limits_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
};

Response plain_text(int status, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          .body = std::move(text)};
}

Response internal_error(std::string_view reason) {
  log_line("a request failed: " + std::string{reason});
  return plain_text(500, "Something went wrong here, and it has been logged. Please try again.\n");
}

// Of the request in progress, for the signal handler; 0 between requests.
std::atomic<std::int64_t> deadline_ms{0};
static_assert(std::atomic<std::int64_t>::is_always_lock_free);
std::atomic<bool> timer_runs{false};

// clock_gettime(2) may be called by a signal handler.
std::int64_t steady_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000 + now.tv_nsec / 1'000'000;
}

void start_timer(std::int64_t ms) {
  itimerval timer{};
  timer.it_value.tv_sec = ms / 1'000;
  timer.it_value.tv_usec = ms % 1'000 * 1'000;
  timer_runs = ::setitimer(ITIMER_REAL, &timer, nullptr) == 0;
}

/// The timer was started by this request, or by one before it.
extern "C" void on_timer(int) {
  const int error = errno;
  timer_runs = false;
  if (const std::int64_t deadline = deadline_ms; deadline != 0) {
    const std::int64_t left = deadline - steady_ms();
    if (left <= 0) {
      log_from_signal_handler("a request took longer than its time limit, this worker ends");
      ::_exit(timed_out_status);
    }
    start_timer(left);
  }
  errno = error;
}

}  // namespace

Parameters read_parameters(const char* const* variables, const WorkerLimits& limits) {
  Parameters out;
  ParameterCount count(limits);
  for (; variables != nullptr && *variables != nullptr; ++variables) {
    const std::string_view variable{*variables};
    out.within_limits = count.allows(variable.size());
    if (!out.within_limits) break;
    const auto equals = variable.find('=');
    if (equals == std::string_view::npos) continue;
    take_parameter(variable.substr(0, equals), variable.substr(equals + 1), out);
  }
  return out;
}

std::optional<Parameters> read_parameters(std::string_view pairs, const WorkerLimits& limits) {
  Parameters out;
  ParameterCount count(limits);
  NameAndValue pair;
  while (!pairs.empty()) {
    if (!take_pair(pairs, pair)) return std::nullopt;
    out.within_limits = count.allows(pair.name.size() + 1 + pair.value.size());
    if (!out.within_limits) break;
    take_parameter(pair.name, pair.value, out);
  }
  return out;
}

void read_body(Parameters& parameters, const WorkerLimits& limits, const ReadBody& read) {
  const auto announced = parameters.content_length;
  Request& request = parameters.request;
  if (announced.empty()) {
    // Only POST requires a length; the other methods usually have no body.
    if (request.method == Method::post) request.body_state = BodyState::bad_length;
    return;
  }
  if (announced.find_first_not_of("0123456789") != std::string_view::npos) {
    request.body_state = BodyState::bad_length;
    return;
  }
  std::size_t length = 0;
  for (const char digit : announced) {
    length = length * 10 + static_cast<std::size_t>(digit - '0');
    if (length > limits.max_body_bytes) {
      request.body_state = BodyState::too_large;
      return;
    }
  }
  request.body.resize(length);
  if (length == 0 || read(request.body.data(), length) == length) return;
  request.body.clear();
  request.body_state = BodyState::bad_length;
}

Handled respond(Parameters& parameters, Attempt attempt, const Handler& handle) {
  if (!parameters.within_limits) {
    return {headers_too_long()};
  }
  try {
    return handle(parameters.request, attempt);
  } catch (const std::exception& error) {
    return {internal_error(error.what())};
  } catch (...) {
    return {internal_error("an exception of an unknown type")};
  }
}

Response headers_too_long() {
  return plain_text(400, "The request has too many or too long headers.\n");
}

Response too_slow() {
  return plain_text(408, "The request took too long to arrive. Please try again.\n");
}

SerialisedResponse::SerialisedResponse(const Request& request, const Response& response)
    : head(response.head.size() > 0 ? response.head : serialised_head(response)) {
  if (request.method != Method::head) body = response.body;
}

void prepare_time_limit() {
  struct sigaction action {};
  action.sa_handler = on_timer;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGALRM, &action, nullptr);
  // The parent process may have blocked it.
  sigset_t alarm_signal;
  ::sigemptyset(&alarm_signal);
  ::sigaddset(&alarm_signal, SIGALRM);
  ::sigprocmask(SIG_UNBLOCK, &alarm_signal, nullptr);
}

void start_time_limit(const WorkerLimits& limits) {
  const std::int64_t limit_ms = std::int64_t{limits.request_seconds} * 1'000;
  if (limit_ms == 0) return;
  deadline_ms = steady_ms() + limit_ms;
  if (!timer_runs) start_timer(limit_ms);
}

void stop_time_limit() { deadline_ms = 0; }

}  // namespace afterword
