// Common parts of FastCGI and CGI: converts CGI/1.1 variables (RFC 3875) to a Request, reads the
// body within limits, and calls the handler, catching its exceptions.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"
#include "http/response.h"

namespace afterword {

struct WorkerLimits {
  std::size_t max_body_bytes = 1 << 20;
  std::size_t max_parameters = 200;
  std::size_t max_parameter_bytes = 32'768;  // names and values of all parameters in total
  // limit for handling a request, and for the next byte of a request or a response
  unsigned request_seconds = 10;
};

/// Which attempt at a request this is. If the database is locked, a server with other requests
/// repeats an attempt; a process without others waits within its only attempt.
enum class Attempt {
  only,   // waits for a lock as long as is useful
  first,  // waits briefly
  again,  // the same, after an attempt that met a lock
  last,   // does not wait; its response is sent in any case
};

struct Handled {
  Response response;
  /// Positive if the database was locked and nothing was changed: the attempt may be repeated until
  /// this long after the request's arrival.
  std::chrono::milliseconds worth_waiting{0};
};

/// Handles one request. If it throws, the response is 500.
using Handler = std::function<Handled(Request&, Attempt)>;

/// Work that follows POST requests, and that no request should wait for. Called when a worker had
/// none for a second, and once a minute if it always has some.
using Rest = std::function<void()>;

struct Parameters {
  Request request;
  std::string_view content_length;
  bool within_limits = true;
};

/// The result contains views into what is read. The last of several parameters with the same name
/// is used, so that a line after nginx's `include fastcgi_params` overrides it. Reading stops at a
/// limit, and within_limits becomes false.
///
/// Reads "NAME=value" strings up to a null pointer.
Parameters read_parameters(const char* const* variables, const WorkerLimits& limits);
/// Reads the content of PARAMS records. nullopt if their lengths contradict each other.
std::optional<Parameters> read_parameters(std::string_view pairs, const WorkerLimits& limits);

/// Reads up to `bytes` bytes and returns their number, which is less only at the end.
using ReadBody = std::function<std::size_t(char* buffer, std::size_t bytes)>;

/// Sets body and body_state from CONTENT_LENGTH and the received bytes. Never reads or keeps more
/// than max_body_bytes; a body that announces more is not read.
void read_body(Parameters& parameters, const WorkerLimits& limits, const ReadBody& read);

/// The handler's response; 400 without calling it if the parameters exceeded a limit; 500 and a log
/// entry if it throws.
Handled respond(Parameters& parameters, Attempt attempt, const Handler& handle);

/// 400, for parameters that exceed a limit.
Response headers_too_long();

/// 408, for a request that did not arrive completely in time.
Response too_slow();

/// A response as it is sent: the header, and the body unless the request is HEAD.
struct SerialisedResponse {
  SerialisedResponse(const Request& request, const Response& response);
  SharedText head;
  SharedText body;
};

/// If the time limit expires between start and stop, logs it and exits with `timed_out_status`.
/// Uses SIGALRM; prepare_time_limit installs its handler and must be called once before. The timer
/// keeps running between requests, so that most requests set none.
void prepare_time_limit();
void start_time_limit(const WorkerLimits& limits);
void stop_time_limit();

constexpr int timed_out_status = 3;

}  // namespace afterword
