#include "server/runtime/parameters.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <exception>

#include "base/log.h"

namespace afterword {
namespace {

struct TextParameter {
  std::string_view name;
  std::string_view Request::*member;
};

// HTTP_PROXY is omitted on purpose: a client's "Proxy" header is passed under that name.
constexpr std::array text_parameters{
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

Method parse_method(std::string_view name) {
  if (name == "GET") return Method::get;
  if (name == "HEAD") return Method::head;
  if (name == "POST") return Method::post;
  return Method::other;
}

void take_parameter(std::string_view name, std::string_view value, Parameters& out) {
  // string_view compares lengths first, so this loop costs about one text comparison.
  for (const auto& known : text_parameters) {
    if (known.name == name) {
      out.request.*known.member = value;
      return;
    }
  }
  if (name == "REQUEST_METHOD") out.request.method = parse_method(value);
  if (name == "CONTENT_LENGTH") out.content_length = value;
}

Response plain_text(int status, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          .body = std::move(text)};
}

Response internal_error(std::string_view reason) {
  log_line("a request failed: " + std::string{reason});
  return plain_text(500, "Something went wrong here, and it has been logged. Please try again.\n");
}

extern "C" void end_slow_request(int) {
  log_from_signal_handler("a request took longer than its time limit, this worker ends");
  ::_exit(timed_out_status);
}

}  // namespace

Parameters read_parameters(const char* const* variables, const WorkerLimits& limits) {
  Parameters out;
  std::size_t count = 0;
  std::size_t bytes = 0;
  for (; variables != nullptr && *variables != nullptr; ++variables) {
    const std::string_view variable{*variables};
    bytes += variable.size();
    if (++count > limits.max_parameters || bytes > limits.max_parameter_bytes) {
      out.within_limits = false;
      return out;
    }
    const auto equals = variable.find('=');
    if (equals == std::string_view::npos) continue;
    take_parameter(variable.substr(0, equals), variable.substr(equals + 1), out);
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

SerialisedResponse::SerialisedResponse(const Request& request, const Response& response) {
  head.reserve(512);
  append_head(response, head);
  if (request.method != Method::head) body = response.body;
}

void prepare_time_limit() {
  struct sigaction action {};
  action.sa_handler = end_slow_request;
  ::sigaction(SIGALRM, &action, nullptr);
  // The parent process may have blocked it.
  sigset_t alarm_signal;
  ::sigemptyset(&alarm_signal);
  ::sigaddset(&alarm_signal, SIGALRM);
  ::sigprocmask(SIG_UNBLOCK, &alarm_signal, nullptr);
}

void start_time_limit(const WorkerLimits& limits) { ::alarm(limits.request_seconds); }

void stop_time_limit() { ::alarm(0); }

}  // namespace afterword
