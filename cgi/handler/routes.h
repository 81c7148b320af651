// The table of routes: each row declares who may call it and what the dispatcher sees to, before
// and after the handler.
#pragma once

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

/// By the session's cookie.
enum class Caller { owner, moderator, anybody };

/// What shows that somebody meant to send the request.
enum class Guard {
  none,          // nothing; only for GET
  origin,        // from this site's own pages, as far as the browser tells
  site_origins,  // the same, or from a page of another origin that the site names
  csrf,          // from this site's own pages, with the token of the moderator's session
  signed_link,   // the address holds the right, signed by us
  setup_token,   // the form holds the token of the file; the handler compares and counts
};

enum class Body { none, form };

enum class DatabaseUse {
  required,  // an open store, or 503
  optional,  // the handler asks by App::ready
};

enum class Caching {
  no_store,
  by_handler,  // the handler says; where it says nothing, and for refusals, no-store
};

/// Who may read the response: the pages of our own origin only, or those of every origin that the
/// site names, by the Fetch standard's CORS protocol, without cookies.
enum class Readers { own_pages, site_origins };

/// The security headers of the route's documents (handler/security_headers.h).
enum class Documents {
  moderation,   // nothing but our own style and script, in no frame
  signed_link,  // the same, and the address goes nowhere
  site,         // in the site's design, in frames of the site's own pages
  none,         // the route has fragments and files only
};

/// What says nothing is for owners only, is kept by nobody, read by no other origin, and needs the
/// database.
struct Access {
  Caller caller = Caller::owner;
  Guard guard = Guard::none;
  Body body = Body::none;
  DatabaseUse database = DatabaseUse::required;
  Caching caching = Caching::no_store;
  Readers readers = Readers::own_pages;
  Documents documents = Documents::moderation;
  /// Makes the response of every refusal, the dispatcher's and the handler's. What was typed is in
  /// Context::form and must not be lost.
  Response (*refuse)(Context& context, Refusal refusal) = refuse_request;
};

struct Route {
  Method method;  // get stands for HEAD too
  Match match;
  std::string_view path;
  HandlerResult (*handle)(Context& context);
  Access access;
};

/// All of them; of two that match, the first one answers.
std::span<const Route> routes();

}  // namespace afterword
