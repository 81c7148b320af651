#include "handler/responses.h"

namespace afterword {

Response html_response(int status, std::string html) {
  Response response{status, {}, std::move(html)};
  response.headers.emplace_back("Content-Type", html_type);
  return response;
}

Response json_response(int status, const JsonObject& body) {
  Response response{status, {}, body.text()};
  response.headers.emplace_back("Content-Type", json_type);
  return response;
}

JsonArray errors_as_list(const App& app, const ErrorTexts& errors) {
  JsonArray list;
  for (const ErrorText& error : errors)
    list.add(JsonObject()
                 .add("code", error.code)
                 .add("field", error.field)
                 .add("message", app.templates.message(error)));
  return list;
}

Response errors_as_json(const App& app, const ErrorTexts& errors) {
  Response response =
      json_response(errors.front().status, JsonObject().add("errors", errors_as_list(app, errors)));
  add_retry_after(app, errors, response);
  return response;
}

void add_retry_after(const App& app, const ErrorTexts& errors, Response& response) {
  constexpr int soon_seconds = 5;
  for (const ErrorText& error : errors) {
    if (error.retry == Retry::no || error.retry == Retry::after_wait) continue;
    const int seconds =
        error.retry == Retry::soon ? soon_seconds : app.site.moderation.flood_seconds;
    response.headers.emplace_back("Retry-After", std::to_string(seconds));
  }
}

void add_retry_after(std::int64_t wait_ms, Response& response) {
  response.headers.emplace_back("Retry-After",
                                std::to_string((wait_ms + second_ms - 1) / second_ms));
}

bool wants_json(const Request& request) {
  return request.accept.find("application/json") != std::string_view::npos;
}

Response found_at(std::string location) {
  Response response{302, {}, {}};
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

Response see_other(std::string location) {
  Response response = found_at(std::move(location));
  response.status = 303;
  return response;
}

}  // namespace afterword
