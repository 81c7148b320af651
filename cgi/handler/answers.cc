#include "handler/answers.h"

#include "handler/moderation_answers.h"
#include "http/form.h"
#include "http/route_path.h"
#include "view/thread_view.h"
#include "view/unsaved_view.h"

namespace afterword {
namespace {

/// Whether a list of entity tags (If-None-Match) has ours, compared weakly: a web server that
/// compresses puts W/ in front of what it sends on.
bool names_etag(std::string_view list, std::string_view etag) {
  if (list == "*") return true;
  for (std::size_t at = list.find(etag); at != std::string_view::npos;
       at = list.find(etag, at + 1)) {
    const std::size_t end = at + etag.size();
    if (end == list.size() || list[end] == ',' || list[end] == ' ') return true;
  }
  return false;
}

/// Whether the second of the last change is over: only then does its date name the contents.
bool has_usable_date(const Validators& validators, Instant now) {
  return validators.modified && now.ms / second_ms > validators.modified->ms / second_ms;
}

bool is_unchanged(const Request& request, const Validators& validators, Instant now) {
  if (!request.if_none_match.empty()) return names_etag(request.if_none_match, validators.etag);
  if (request.if_modified_since.empty() || !has_usable_date(validators, now)) return false;
  const auto since = parse_http_date(request.if_modified_since);
  // The header has no fractions of a second.
  return since && validators.modified->ms / second_ms <= since->ms / second_ms;
}

/// While there is no database yet, that is why nothing is available.
Fault as_it_is(const App& app, Fault fault) {
  return fault == Fault::unavailable && app.set_up_fault ? Fault::not_set_up : fault;
}

/// The form of a request, to be sent again; nullopt when it is none.
std::optional<Response> unsaved_form(const App& app, const Request& request, Fault fault) {
  if (request.method != Method::post) return std::nullopt;
  const auto path = route_path(request, app.site.view.mount);
  const auto form = Form::parse(request);
  if (!path || !form) return std::nullopt;
  const UnsavedModel model{app.site.view.mount + *path, form->fields()};
  Response response =
      moderation_page(app, status_of(fault), render_unsaved(app.view_without_store(), model));
  add_retry_after(app, {fault}, response);
  return response;
}

}  // namespace

Response problem_fragment(const App& app, Fault unnamed) {
  const Fault fault = as_it_is(app, unnamed);
  Response response{status_of(fault), {}, render_problem(app.view_without_store(), fault)};
  response.headers.emplace_back("Content-Type", html_type);
  response.headers.emplace_back("Cache-Control", "no-store");
  add_retry_after(app, {fault}, response);
  return response;
}

Response problem_document(const App& app, Fault fault) {
  Response response = problem_fragment(app, fault);
  response.body =
      render_document(app.view_without_store(), app.site.view.site_name, response.body, false);
  add_document_policy(app, response);
  return response;
}

void add_document_policy(const App& app, Response& response) {
  std::string policy =
      "script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; "
      "frame-ancestors 'self'";
  for (const std::string& origin : app.site.origins) policy += " " + origin;
  response.headers.emplace_back("Content-Security-Policy", std::move(policy));
}

Response json_response(int status, const JsonObject& body) {
  Response response{status, {}, body.text()};
  response.headers.emplace_back("Content-Type", json_type);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response faults_as_json(const App& app, const Faults& faults) {
  JsonArray errors;
  for (const Fault fault : faults)
    errors.add(JsonObject()
                   .add("code", code_of(fault))
                   .add("field", field_of(fault))
                   .add("message", app.templates.message(fault)));
  Response response = json_response(status_of(faults.front()), JsonObject().add("errors", errors));
  add_retry_after(app, faults, response);
  return response;
}

void add_retry_after(const App& app, const Faults& faults, Response& response) {
  constexpr int soon_seconds = 5;
  for (const Fault fault : faults) {
    if (fault == Fault::comment_flood)
      response.headers.emplace_back("Retry-After", std::to_string(app.site.flood_seconds));
    if (fault == Fault::comment_save_error || fault == Fault::unavailable ||
        fault == Fault::not_set_up)
      response.headers.emplace_back("Retry-After", std::to_string(soon_seconds));
  }
}

bool wants_json(const Request& request) {
  return request.accept.find("application/json") != std::string_view::npos;
}

Response conditional(const Request& request, const Response& response, const Validators& validators,
                     Instant now) {
  const bool unchanged = is_unchanged(request, validators, now);
  Response answer{unchanged ? 304 : response.status, {}, {}};
  for (const auto& header : response.headers)
    if (!unchanged || header.first != "Content-Type") answer.headers.push_back(header);
  answer.headers.emplace_back("ETag", validators.etag);
  if (validators.modified) {
    // A second earlier while its own is not over, so that nobody asks with that date and misses
    // what comes in the rest of it.
    const std::int64_t early_ms = has_usable_date(validators, now) ? 0 : second_ms;
    answer.headers.emplace_back("Last-Modified",
                                format_http_date(Instant{validators.modified->ms - early_ms}));
  }
  if (!unchanged) answer.body = response.body;
  return answer;
}

Response see_other(const std::string& location) {
  Response response{303, {}, {}};
  response.headers.emplace_back("Location", location);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response refusal(const App& app, const Request& request, Fault fault) {
  if (wants_json(request)) return faults_as_json(app, {as_it_is(app, fault)});
  if (as_it_is(app, fault) == Fault::unavailable)
    if (auto form = unsaved_form(app, request, fault)) return *std::move(form);
  return problem_document(app, fault);
}

}  // namespace afterword
