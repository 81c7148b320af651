// The context of one request: what the dispatcher determines before it calls the handler.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/signed_link.h"
#include "base/time.h"
#include "domain/errors.h"
#include "handler/account/session.h"
#include "handler/app.h"
#include "http/form.h"
#include "http/request.h"
#include "http/response.h"

namespace afterword {

/// A response, or the reason for a refusal, for which the route's `refuse` makes the response.
using HandlerResult = Result<Response, Refusal>;

/// For every failure of the database.
inline constexpr Failure unavailable{Refusal::unavailable};

/// The route (handler/routes.h) determines which members below `now` are filled.
struct Context {
  App& app;
  const Request& request;
  Instant now;
  std::string_view path = {};  // below the mount: "/thread/blog/hello/"
  // the rest of `path` after the route's own path: "/blog/hello/"
  std::string_view rest = {};
  bool has_database = false;               // always for DatabaseUse::required
  Form form = {};                          // Body::form
  std::optional<SignedIn> moderator = {};  // Caller::moderator or owner
  LinkClaims link = {};                    // Guard::signed_link
  std::int64_t wait_ms = 0;                // for refusals with Retry::after_wait

  Stores& stores() const { return app.stores(); }
  const Site& site() const { return app.site; }
  Actor actor() const { return {ActorKind::moderator, moderator->name, moderator->id}; }
};

}  // namespace afterword
