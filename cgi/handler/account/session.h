// Who is signed in. The cookie holds a random token; the database only its keyed hash, so a copied
// database signs nobody in.
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
  std::string session;  // the keyed hash of the token
  std::string csrf;     // for the field `csrf` of every form

  bool is_owner() const { return role == Role::owner; }
};

/// The moderator whose session's cookie a request has; nullopt when it has none, or the session is
/// over. The app must be ready.
Result<std::optional<SignedIn>, StoreError> signed_in(App& app, const Request& request,
                                                      Instant now);

/// What the attempts to sign in under a name are counted by: what is claimed, and the network that
/// it comes from; neither is kept as it is. No other header counts.
SignInSources sign_in_sources(const App& app, const Request& request, std::string_view name);

/// Whether browsers keep the session's cookie over TLS only: unless the site says that it has none.
bool needs_tls(const App& app);

/// Signs in under a new token, whose cookie goes with the answer. nullopt when it could not be
/// stored.
std::optional<SignedIn> begin_session(App& app, const Moderator& moderator, Instant now,
                                      Response& response);

/// Ends the session on the server and takes the cookie back.
bool end_session(App& app, const SignedIn& moderator, Response& response);

}  // namespace afterword
