#include "handler/account/session.h"

#include "base/text.h"
#include "http/cookie.h"
#include "http/ip_address.h"

namespace afterword {
namespace {

/// Browsers accept a __Host- cookie only over TLS, for the whole host, from the host itself. If the
/// site is configured without TLS it needs the plain name, because sign-in would be impossible
/// otherwise.
std::string_view cookie_name(const App& app) {
  return needs_tls(app) ? "__Host-aw_session" : "aw_session";
}

std::string session_id(const App& app, std::string_view token) {
  return app.key().hash("session", token);
}

std::string session_cookie(const App& app, std::string_view token, std::int64_t seconds) {
  Cookie cookie;
  cookie.name = cookie_name(app);
  cookie.value = token;
  cookie.max_age_seconds = seconds;
  // Lax instead of strict, because moderators follow links in mails. GET requests change nothing,
  // and forms have a CSRF token.
  cookie.same_site = SameSite::lax;
  cookie.secure = needs_tls(app);
  return format_set_cookie(cookie);
}

SignedIn as_signed_in(const App& app, const Moderator& moderator, const std::string& session) {
  return {moderator.id,   moderator.name, moderator.email,
          moderator.role, session,        app.key().hash("csrf", session)};
}

}  // namespace

SignInSources sign_in_sources(const App& app, const Request& request, std::string_view name) {
  const std::string address_prefix =
      address_prefix_of(client_address(request, app.site.trusted_proxies));
  const std::string account = fold_case(clean_line(name));
  const auto hashed = [&](std::string_view purpose, const std::string& text) {
    return std::string(purpose) + ":" + app.key().hash(purpose, text);
  };
  return {hashed("account here", account + "\n" + address_prefix), hashed("account", account),
          hashed("network", address_prefix)};
}

bool needs_tls(const App& app) {
  return !app.site.view.address.program_origin().starts_with("http://");
}

Result<std::optional<SignedIn>, StoreError> signed_in(App& app, const Request& request,
                                                      Instant now) {
  const auto token = cookie_value(request.cookie, cookie_name(app));
  if (!token || token->empty()) return std::optional<SignedIn>{};
  const std::string session = session_id(app, *token);
  const auto found = app.stores().moderators.find_session(session, now);
  if (!found) return Failure{found.error()};
  if (!*found) return std::optional<SignedIn>{};
  return std::optional(as_signed_in(app, **found, session));
}

std::optional<SignedIn> begin_session(App& app, const Request& request, const Moderator& moderator,
                                      Instant now, Response& response) {
  const std::string token = random_hex(32);
  const std::string session = session_id(app, token);
  const auto former = cookie_value(request.cookie, cookie_name(app));
  const std::string replaced = former ? session_id(app, *former) : "";
  if (!app.stores().moderators.begin_session(session, replaced, moderator.id, now))
    return std::nullopt;
  response.headers.emplace_back("Set-Cookie",
                                session_cookie(app, token, ModeratorStore::longest_ms / second_ms));
  return as_signed_in(app, moderator, session);
}

bool end_session(App& app, const SignedIn& moderator, Response& response) {
  if (!app.stores().moderators.end_session(moderator.session)) return false;
  response.headers.emplace_back("Set-Cookie", session_cookie(app, "", 0));
  return true;
}

}  // namespace afterword
