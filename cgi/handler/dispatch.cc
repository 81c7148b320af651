#include "handler/dispatch.h"

#include <algorithm>
#include <array>

#include "handler/account/setup.h"
#include "handler/origin.h"
#include "handler/refusals.h"
#include "handler/responses.h"
#include "handler/routes.h"
#include "handler/security_headers.h"
#include "http/route_path.h"

namespace afterword {
namespace {

bool is_below(const Route& route, std::string_view path) {
  return path.starts_with(route.path) && path.size() > route.path.size() &&
         path[route.path.size()] == '/';
}

bool matches(const Route& route, std::string_view path) {
  switch (route.match) {
    case Match::exact:
      return path == route.path;
    case Match::folder:
      return path == route.path || (is_below(route, path) && path.size() == route.path.size() + 1);
    case Match::below:
      return is_below(route, path);
    case Match::exact_or_below:
      return path == route.path || is_below(route, path);
  }
  return false;
}

bool allows(const Route& route, Method method) {
  return route.method == method || (route.method == Method::get && method == Method::head);
}

struct Found {
  const Route* route = nullptr;
  std::string allowed;  // methods of the routes that match except for their method
};

Found find_route(std::string_view path, Method method) {
  Found found;
  for (const Route& route : routes()) {
    if (!matches(route, path)) continue;
    if (allows(route, method)) return {&route, {}};
    const std::string_view methods = route.method == Method::post ? "POST" : "GET, HEAD";
    if (found.allowed.find(methods) != std::string::npos) continue;
    found.allowed += found.allowed.empty() ? "" : ", ";
    found.allowed += methods;
  }
  return found;
}

bool is_at_address_of(const Route& route, const Route& other) {
  return route.method == other.method && route.match == other.match && route.path == other.path;
}

bool takes(const Route& route, const Form& form) {
  const auto& [field, value] = route.action;
  return field.empty() || (value.empty() ? form.has(field) : form.get(field) == value);
}

/// The row for a form, among those at the address of `first`.
const Route& row_for(const Route& first, const Form& form) {
  for (const Route& route : routes())
    if (is_at_address_of(route, first) && takes(route, form)) return route;
  return first;
}

// --- before the handler: each step fills in a part of the context or refuses the request ---------

std::optional<Refusal> read_body(const Route& route, Context& context) {
  if (route.method != Method::post) return std::nullopt;
  if (context.request.body_state == BodyState::too_large) return Refusal::too_large;
  if (context.request.body_state == BodyState::bad_length) return Refusal::malformed;
  if (route.access.body == Body::none) return std::nullopt;
  auto form = Form::parse(context.request);
  if (!form) return Refusal::malformed;
  context.form = std::move(form).value();
  return std::nullopt;
}

std::optional<Refusal> open_database(const Route& route, Context& context) {
  if (route.access.database == DatabaseUse::none) return std::nullopt;
  if (route.access.max_wait) context.app.lock_wait->limit_to(*route.access.max_wait);
  const auto access =
      route.method == Method::post ? StoreConnection::Access::write : StoreConnection::Access::read;
  context.has_database = context.app.ready(context.now, access);
  if (context.has_database || route.access.database == DatabaseUse::if_available)
    return std::nullopt;
  return Refusal::unavailable;
}

std::optional<Refusal> identify(const Route& route, Context& context) {
  if (route.access.caller == Caller::anybody) return std::nullopt;
  if (route.access.caller == Caller::first_moderator) {
    const auto moderators = context.stores().moderators.list();
    if (!moderators) return Refusal::unavailable;
    return moderators->empty() ? std::nullopt : std::optional(Refusal::setup_over);
  }
  auto moderator = signed_in(context.app, context.request, context.now);
  if (!moderator) return Refusal::unavailable;
  if (!*moderator) return Refusal::signed_out;
  context.moderator = **std::move(moderator);
  return std::nullopt;
}

std::optional<Refusal> open_link(Context& context) {
  const std::string_view token = context.rest.substr(std::min<std::size_t>(1, context.rest.size()));
  const auto claims = parse_link_token(context.app.key(), token, context.now);
  if (claims) {
    context.link = *claims;
    return std::nullopt;
  }
  switch (claims.error()) {
    case LinkError::malformed:
      return Refusal::not_found;
    case LinkError::wrong:
      return Refusal::link_invalid;
    case LinkError::expired:
      break;
  }
  return Refusal::link_expired;
}

std::optional<Refusal> check_guard(const Route& route, Context& context) {
  const Site& site = context.app.site;
  const Request& request = context.request;
  bool holds = true;
  switch (route.access.guard) {
    case Guard::none:
    case Guard::unguarded:
      break;
    case Guard::setup_token:
      return check_setup_token(context);
    case Guard::site_origins:
      holds = is_from_site(site, request);
      break;
    case Guard::origin:
      holds = is_from_own_page(site, request);
      break;
    case Guard::csrf:
      holds = is_from_own_page(site, request) &&
              same_secret(context.form.get("csrf"), context.moderator->csrf);
      break;
    case Guard::signed_link:
      return open_link(context);
  }
  return holds ? std::nullopt : std::optional(Refusal::foreign_origin);
}

std::optional<Refusal> check_role(const Route& route, Context& context) {
  if (route.access.caller != Caller::owner || context.moderator->is_owner()) return std::nullopt;
  return Refusal::owner_only;
}

// The order matters: sessions and keys need the database; a CSRF token belongs to a session. The
// form was read before, so that every refusal can return its input.
constexpr std::array steps{open_database, identify, check_guard, check_role};

HandlerResult respond(const Route& route, Context& context) {
  for (const auto& step : steps)
    if (const auto refusal = step(route, context)) return Failure{*refusal};
  return route.handle(context);
}

// --- after the handler --------------------------------------------------------------------------

void set_caching(Caching caching, Response& response) {
  const auto says = [](const auto& header) { return header.first == "Cache-Control"; };
  if (caching == Caching::no_store) std::erase_if(response.headers, says);
  if (std::none_of(response.headers.begin(), response.headers.end(), says))
    response.headers.emplace_back("Cache-Control", "no-store");
}

/// One header with all names, because nginx 1.22 caches by the last of several.
void add_vary(std::string_view name, Response& response) {
  for (auto& [header, value] : response.headers) {
    if (header != "Vary") continue;
    value.append(", ").append(name);
    return;
  }
  response.headers.emplace_back("Vary", name);
}

void set_readers(Readers readers, const Context& context, Response& response) {
  if (readers == Readers::own_pages) return;
  add_vary("Origin", response);
  if (is_named_origin(context.app.site, context.request.origin))
    response.headers.emplace_back("Access-Control-Allow-Origin", context.request.origin);
}

Response finish(const Access& access, const Context& context, Response response) {
  if (response.head.size() > 0) return response;
  set_caching(access.caching, response);
  add_security_headers(context.app.site, access.documents, response);
  set_readers(access.readers, context, response);
  if (response.keep_head != nullptr) {
    *response.keep_head = serialised_head(response);
    response.head = *response.keep_head;
  }
  return response;
}

/// For requests that no route matches.
constexpr Access no_route{.caller = Caller::anybody, .documents = Documents::site};

Response refuse_unrouted(Context& context, const std::string& allowed) {
  Response response =
      refuse_request(context, allowed.empty() ? Refusal::not_found : Refusal::wrong_method);
  if (!allowed.empty()) response.headers.emplace_back("Allow", allowed);
  return finish(no_route, context, std::move(response));
}

/// Runs the route, or its refusal if a reason is given.
Response run(App& app, const Request& request, Instant now, std::optional<Refusal> reason) {
  Context context{app, request, now};
  const auto path = route_path(request, app.site.view.mount);
  const auto [first, allowed] = path ? find_route(*path, request.method) : Found{};
  if (first == nullptr) return refuse_unrouted(context, allowed);
  context.path = *path;
  context.rest = context.path.substr(first->path.size());
  if (const auto refusal = read_body(*first, context)) reason = refusal;
  const Route& route = row_for(*first, context.form);
  HandlerResult result = reason ? Failure{*reason} : respond(route, context);
  return finish(route.access, context,
                result ? std::move(result).value() : route.access.refuse(context, result.error()));
}

}  // namespace

Response respond(App& app, const Request& request, Instant now) {
  return run(app, request, now, {});
}

Response refuse(App& app, const Request& request, Refusal refusal, Instant now) {
  return run(app, request, now, refusal);
}

}  // namespace afterword
