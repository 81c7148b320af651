// What FastCGI and CGI have in common: the variables of CGI/1.1 (RFC 3875) as a Request, a body
// read with limits, and the one place that calls the handler and survives what it throws.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "http/request.h"
#include "http/response.h"

namespace afterword {

struct WorkerLimits {
  std::size_t max_body_bytes = 1 << 20;
  std::size_t max_parameters = 200;
  std::size_t max_parameter_bytes = 32'768;  // names and values of all parameters together
  unsigned request_seconds = 10;  // of work; and for the next byte of a request or an answer
};

/// Which attempt at a request it is. A locked database makes a server that has others to serve ask
/// again, where a process that has not waits within its only attempt.
enum class Attempt {
  only,   // waits for a lock as long as that is worth it
  first,  // waits for a moment
  again,  // the same after one that met a lock
  last,   // waits for nothing, and its response is sent whatever it is
};

struct Handled {
  Response response;
  /// More than 0 where the database was locked and nothing was changed: asking again may bring
  /// something better, until so long after the request's arrival.
  std::chrono::milliseconds worth_waiting{0};
};

/// Answers one request. May throw: that is answered with 500.
using Handler = std::function<Handled(Request&, Attempt)>;

struct Parameters {
  Request request;
  std::string_view content_length;
  bool within_limits = true;
};

/// Reads "NAME=value" strings up to a null pointer, in one pass. The views point into them. The
/// last of several parameters of a name wins, so that a line after nginx's `include fastcgi_params`
/// overrides it. Beyond a limit the reading stops and within_limits is false.
Parameters read_parameters(const char* const* variables, const WorkerLimits& limits);

/// Reads up to the given number of bytes and says how many came; fewer only at the end.
using ReadBody = std::function<std::size_t(char* buffer, std::size_t bytes)>;

/// Fills body and body_state from CONTENT_LENGTH and what really comes. Not more than
/// max_body_bytes is ever asked for or kept; a body that announces more is not read at all.
void read_body(Parameters& parameters, const WorkerLimits& limits, const ReadBody& read);

/// The handler's answer; 400 without asking it when the parameters were beyond a limit; 500 and a
/// line in the log when it throws.
Handled answer(Parameters& parameters, Attempt attempt, const Handler& handle);

/// 400, for parameters beyond a limit.
Response headers_too_long();

/// 408, for a request that did not come to its end in time.
Response too_slow();

/// Appends what goes over the wire to `out`: the head, and the body unless the request was HEAD.
void append_response(const Request& request, const Response& response, std::string& out);

/// Between start and stop the process ends with status `timed_out_status` and a line in the log
/// once the limit's seconds are over. Nothing less ends a read that hangs in libfcgi. Uses SIGALRM,
/// which prepare_time_limit takes over and must be called first, once.
void prepare_time_limit();
void start_time_limit(const WorkerLimits& limits);
void stop_time_limit();

constexpr int timed_out_status = 3;

}  // namespace afterword
