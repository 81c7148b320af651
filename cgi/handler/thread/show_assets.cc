#include "handler/thread/show_assets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/secret.h"
#include "base/url.h"
#include "doctor/doctor_request.h"
#include "doctor/doctor_token.h"
#include "handler/kept_response.h"
#include "handler/responses.h"
#include "view/thread/avatar_view.h"

namespace afterword {
namespace {

constexpr std::string_view forever = "public, max-age=31536000, immutable";
constexpr std::string_view an_hour = "public, max-age=3600";

struct ServedFile {
  std::string_view path;
  std::string_view name;  // in templates/
};

// The moderators' files are below their pages, so that a site can protect the folder.
constexpr std::array served_elsewhere{ServedFile{"/moderate/style.css", "moderate.css"},
                                      ServedFile{"/moderate/script.js", "moderate.js"}};

std::string_view file_at(std::string_view path) {
  for (const ServedFile& file : served_elsewhere)
    if (file.path == path) return file.name;
  return path.substr(1);
}

/// The file is kept twice, because its caching depends on whether the address has its version.
Response served(Context& context, const Asset& file, std::string_view name, std::string_view type) {
  const bool versioned = query_value(context.request.query, "v").value_or("") == file.version;
  KeptResponse& kept = context.app.files[{std::string(name), versioned}];
  if (kept.validators.etag.empty()) {
    kept.response.body = file.content;
    kept.gzip = std::string(file.packed);
    kept.response.headers = {{"Content-Type", std::string(type)},
                             {"Cache-Control", std::string(versioned ? forever : an_hour)}};
    kept.validators = {
        fmt::format("\"{}\"", file.version),
        std::max(context.site().configured, context.app.templates.newest_override())};
  }
  return conditional(context, kept);
}

constexpr std::string_view css = "text/css; charset=utf-8";
constexpr std::string_view javascript = "text/javascript; charset=utf-8";

}  // namespace

HandlerResult show_asset(Context& context) {
  const std::string_view name = file_at(context.path);
  return served(context, context.app.templates.asset(name), name,
                name.ends_with(".css") ? css : javascript);
}

HandlerResult show_module(Context& context) {
  const std::string_view name = context.rest.substr(1);
  const Asset* module = context.app.templates.script_module(name);
  if (module == nullptr) return Failure{Refusal::not_found};
  return served(context, *module, name, javascript);
}

HandlerResult show_avatar(Context& context) {
  constexpr std::string_view ending = ".svg";
  const std::string_view name = context.rest.substr(1);
  const auto picture =
      name.size() > ending.size() && name.ends_with(ending)
          ? render_avatar(context.app.templates, name.substr(0, name.size() - ending.size()))
          : std::nullopt;
  if (!picture) return Failure{Refusal::not_found};
  Response response{200, {}, *picture};
  response.headers.emplace_back("Content-Type", "image/svg+xml");
  response.headers.emplace_back("Cache-Control", forever);
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'");
  return response;
}

namespace {

/// Returns examine_request's findings for `afterword check`. A web server that does not pass on the
/// query may still pass on the request URI.
std::optional<Response> doctor_response(const Context& context) {
  const Request& request = context.request;
  std::string_view query = request.query;
  if (const auto url = parse_url(request.request_uri); url && query.empty())
    query = url->query.value_or("");
  const auto token = query_value(query, doctor_query);
  if (!token || !context.has_database || !is_doctor_token(context.app.key(), *token, context.now))
    return std::nullopt;
  JsonArray findings;
  for (const Finding& finding : examine_request(context.app.config, request))
    findings.add(JsonObject()
                     .add("health", to_text(finding.health))
                     .add("subject", finding.subject)
                     .add("sentence", finding.sentence));
  return json_response(200, JsonObject().add("findings", findings));
}

}  // namespace

HandlerResult show_health(Context& context) {
  App& app = context.app;
  if (auto answer = doctor_response(context)) return *std::move(answer);
  const bool healthy = context.has_database &&
                       app.stores().comments.thread_state("/").has_value() && !app.database_error();
  Response response{healthy ? 200 : 503, {}, healthy ? "ok\n" : "the database is not available\n"};
  response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  return response;
}

}  // namespace afterword
