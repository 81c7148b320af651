// GET /style.css, /embed.js, /avatar/ID.svg and /health: what needs no thread.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/secret.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "http/uri.h"
#include "view/avatar_view.h"

namespace afterword {
namespace {

constexpr std::string_view forever = "public, max-age=31536000, immutable";
// A commit takes the lock for a moment; who watches the health waits no longer than for two
// seconds.
constexpr std::chrono::milliseconds health_patience{1'500};
constexpr std::string_view an_hour = "public, max-age=3600";

Response asset(const App& app, const Request& request, const Asset& file, std::string_view type,
               Instant now) {
  const bool versioned = query_value(request.query, "v").value_or("") == file.version;
  Response response{200, {}, file.content};
  response.headers.emplace_back("Content-Type", type);
  response.headers.emplace_back("Cache-Control", versioned ? forever : an_hour);
  const Instant modified = std::max(app.site.configured, app.templates.newest_override());
  return conditional(request, response, {fmt::format("\"{}\"", file.version), modified}, now);
}

}  // namespace

Response show_style(App& app, const Request& request, std::string_view, Instant now) {
  return asset(app, request, app.templates.style(), "text/css; charset=utf-8", now);
}

Response show_script(App& app, const Request& request, std::string_view, Instant now) {
  return asset(app, request, app.templates.script(), "text/javascript; charset=utf-8", now);
}

Response show_moderation_style(App& app, const Request& request, std::string_view, Instant now) {
  return asset(app, request, app.templates.moderation_style(), "text/css; charset=utf-8", now);
}

Response show_moderation_script(App& app, const Request& request, std::string_view, Instant now) {
  return asset(app, request, app.templates.moderation_script(), "text/javascript; charset=utf-8",
               now);
}

Response show_avatar(App& app, const Request&, std::string_view rest, Instant) {
  constexpr std::string_view ending = ".svg";
  const bool named = rest.size() > ending.size() + 1 && rest.ends_with(ending);
  const auto picture =
      named ? render_avatar(app.templates, rest.substr(1, rest.size() - 1 - ending.size()))
            : std::nullopt;
  if (!picture) return problem_document(app, Refusal::not_found);
  Response response{200, {}, *picture};
  response.headers.emplace_back("Content-Type", "image/svg+xml");
  response.headers.emplace_back("Cache-Control", forever);
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'");
  return response;
}

namespace {

/// What the request tells of the web server, for `afterword check`. A web server that hands on no
/// query may still hand on the whole address.
std::optional<Response> doctor_answer(App& app, const Request& request, Instant now) {
  const std::size_t mark = request.request_uri.find('?');
  const std::string_view query = !request.query.empty() || mark == std::string_view::npos
                                     ? request.query
                                     : request.request_uri.substr(mark + 1);
  const auto token = query_value(query, doctor_query);
  if (!token || !app.ready(now) || !is_doctor_token(app.key(), *token, now)) return std::nullopt;
  JsonArray findings;
  for (const Finding& finding : app.doctor.web_server(request))
    findings.add(JsonObject()
                     .add("health", to_text(finding.health))
                     .add("subject", finding.subject)
                     .add("sentence", finding.sentence));
  return json_response(200, JsonObject().add("findings", findings));
}

}  // namespace

Response show_health(App& app, const Request& request, std::string_view, Instant now) {
  if (auto answer = doctor_answer(app, request, now)) return *std::move(answer);
  app.lock_wait->limit_to(health_patience);
  const bool healthy =
      app.ready(now) && app.store().thread_state("/").has_value() && !app.database_fault();
  Response response{healthy ? 200 : 503, {}, healthy ? "ok\n" : "the database is not available\n"};
  response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace afterword
