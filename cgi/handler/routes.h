// The table of routes. Each row declares who may call it and what the dispatcher does before and
// after the handler.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "handler/context.h"
#include "handler/refusals.h"

namespace afterword {

enum class Match {
  exact,           // "/count"
  folder,          // "/moderate" and "/moderate/"
  below,           // "/thread/…"; Context::rest is "/…"
  exact_or_below,  // "/feed" and "/feed/…"
};

/// Determined by the session cookie.
enum class Caller {
  owner,
  moderator,
  first_moderator,  // anybody, while there is no moderator account
  anybody,
};

/// The evidence that the user intended the request.
enum class Guard {
  none,          // none; for GET only
  origin,        // sent from this site's own pages, as far as the browser reports it
  site_origins,  // the same, or from a page of another origin that the site names
  csrf,          // sent from this site's own pages, with the CSRF token of the moderator's session
  signed_link,   // the URL contains the authorisation, signed by us
  setup_token,   // the form contains the setup token; wrong ones are counted and limited
  unguarded,     // none: whoever sends the form, it only creates what is missing
};

enum class Body { none, form };

enum class DatabaseUse {
  required,      // an open store, otherwise 503
  if_available,  // the handler also works without one and looks at Context::has_database
  none,
};

enum class Caching {
  no_store,
  by_handler,  // set by the handler; no-store if it sets nothing, and for refusals
};

/// Who may read the response: our own origin only, or all origins that the site names, by CORS
/// (Fetch standard) without cookies.
enum class Readers { own_pages, site_origins };

/// The security headers of the route's documents (handler/security_headers.h).
enum class Documents {
  moderation,   // only our own style and script, never in a frame
  signed_link,  // the same, and no Referer is sent
  site,         // in the site's design, in frames of the site's own pages
  none,         // the route has only fragments and files
};

/// The defaults are the strictest: owners only, not cached, not readable from other origins,
/// database required.
struct Access {
  Caller caller = Caller::owner;
  Guard guard = Guard::none;
  Body body = Body::none;
  DatabaseUse database = DatabaseUse::required;
  Caching caching = Caching::no_store;
  Readers readers = Readers::own_pages;
  /// The longest wait for the database's lock; nullopt: the usual limit of a request.
  std::optional<LockWait::Duration> max_wait = std::nullopt;
  Documents documents = Documents::moderation;
  /// Makes the response of every refusal, by the dispatcher and by the handler. It must return the
  /// input in Context::form.
  Response (*refuse)(Context& context, Refusal refusal) = refuse_request;
};

/// The field of a form, usually its button, by which rows of one address are told apart.
struct FormAction {
  std::string_view field = {};  // "": every form
  std::string_view value = {};  // "": any value
};

struct Route {
  Method method;  // get includes HEAD
  Match match;
  std::string_view path;
  HandlerResult (*handle)(Context& context);
  Access access;
  FormAction action = {};
};

/// All routes. The first match is used. Rows of one method and address differ in `action`, agree
/// about body and database, and the last of them has none.
std::span<const Route> routes();

}  // namespace afterword
