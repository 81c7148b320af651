// One request on its way: what the dispatcher has found out by the time a handler is called.
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

/// A handler's response, or why there is none: the route's `refuse` then makes the response.
using HandlerResult = Result<Response, Refusal>;

/// For whatever the database could not do.
inline constexpr Failure unavailable{Refusal::unavailable};

/// Which of the members below `now` are filled is what the route declares (handler/routes.h).
struct Context {
  App& app;
  const Request& request;
  Instant now;
  std::string_view path = {};              // below the mount: "/thread/blog/hello/"
  std::string_view rest = {};              // of it, what follows the route's own: "/blog/hello/"
  Form form = {};                          // Body::form
  std::optional<SignedIn> moderator = {};  // Caller::moderator or owner
  LinkClaims link = {};                    // Guard::signed_link

  Stores& stores() const { return app.stores(); }
  const Site& site() const { return app.site; }
  Actor actor() const { return {ActorKind::moderator, moderator->name, moderator->id}; }
};

}  // namespace afterword
