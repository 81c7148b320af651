// Sessions of moderators. The cookie contains a random token and the database only its keyed hash,
// so a copy of the database does not allow signing in.
#pragma once

#include <optional>
#include <string>

#include "handler/app.h"
#include "http/request.h"
#include "http/response.h"
#include "store/people/moderator_store.h"

namespace afterword {

struct SignedIn {
  ModeratorId id;
  std::string name;
  std::string email;
  Role role = Role::moderator;
  std::string session;  // keyed hash of the token
  std::string csrf;     // the field `csrf` of every form

  bool is_owner() const { return role == Role::owner; }
};

/// The moderator of the session in the request's cookie; nullopt if there is no valid session.
/// Requires App::ready.
Result<std::optional<SignedIn>, StoreError> signed_in(App& app, const Request& request,
                                                      Instant now);

/// The sources by which sign-in attempts are counted: the name as typed, and the address prefix.
/// Both are stored as keyed hashes. Other headers are ignored, because the sender chooses them.
SignInSources sign_in_sources(const App& app, const Request& request, std::string_view name);

/// Whether the session cookie is restricted to TLS. True unless the site is configured without TLS.
bool needs_tls(const App& app);

/// Starts a session with a new token and adds its cookie to the response. Ends the session that the
/// browser had. nullopt if it could not be stored.
std::optional<SignedIn> begin_session(App& app, const Request& request, const Moderator& moderator,
                                      Instant now, Response& response);

/// Ends the session in the database and deletes the cookie.
bool end_session(App& app, const SignedIn& moderator, Response& response);

}  // namespace afterword
