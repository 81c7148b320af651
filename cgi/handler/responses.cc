#include "handler/responses.h"

namespace afterword {
namespace {

/// Whether a list of entity tags (If-None-Match) contains ours. Compares weakly, because a web
/// server that compresses the response adds "W/" to the tag.
bool names_etag(std::string_view list, std::string_view etag) {
  if (list == "*") return true;
  for (std::size_t at = list.find(etag); at != std::string_view::npos;
       at = list.find(etag, at + 1)) {
    const std::size_t end = at + etag.size();
    if (end == list.size() || list[end] == ',' || list[end] == ' ') return true;
  }
  return false;
}

/// A date identifies the contents only after its second has passed.
bool has_usable_date(const Validators& validators, Instant now) {
  return validators.modified && now.ms / second_ms > validators.modified->ms / second_ms;
}

bool is_unchanged(const Request& request, const Validators& validators, Instant now) {
  if (!request.if_none_match.empty()) return names_etag(request.if_none_match, validators.etag);
  if (request.if_modified_since.empty() || !has_usable_date(validators, now)) return false;
  const auto since = parse_http_date(request.if_modified_since);
  // HTTP dates have no fractions of a second.
  return since && validators.modified->ms / second_ms <= since->ms / second_ms;
}

}  // namespace

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

Response conditional(const Request& request, const Response& response, const Validators& validators,
                     Instant now) {
  const bool unchanged = is_unchanged(request, validators, now);
  Response conditional_response{unchanged ? 304 : response.status, {}, {}};
  for (const auto& header : response.headers)
    if (!unchanged || header.first != "Content-Type")
      conditional_response.headers.push_back(header);
  conditional_response.headers.emplace_back("ETag", validators.etag);
  if (validators.modified) {
    // During the second of the last change, sends the second before, so that a later change within
    // the same second is not missed.
    const std::int64_t early_ms = has_usable_date(validators, now) ? 0 : second_ms;
    conditional_response.headers.emplace_back(
        "Last-Modified", format_http_date(Instant{validators.modified->ms - early_ms}));
  }
  if (!unchanged) conditional_response.body = response.body;
  return conditional_response;
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
