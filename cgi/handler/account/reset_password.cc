#include "handler/account/reset_password.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "domain/account/password_rule.h"
#include "domain/account/reset_token.h"
#include "handler/responses.h"
#include "view/moderation/sign_in_view.h"

namespace afterword {
namespace {

HandlerResult reset_page(Context& context, int status, const ResetModel& model) {
  return html_response(status, render_reset(context.app.view_without_store(), model));
}

/// The addresses of the accounts with a name or an address.
Result<std::set<std::string>, StoreError> addresses_of(ModeratorStore& store,
                                                       std::string_view typed) {
  const auto moderators = store.list();
  if (!moderators) return Failure{moderators.error()};
  const std::string wanted = fold_case(clean_line(typed));
  std::set<std::string> addresses;
  for (const Moderator& each : *moderators)
    if (!each.email.empty() && (fold_case(each.name) == wanted || fold_case(each.email) == wanted))
      addresses.insert(each.email);
  return addresses;
}

/// The moderator of the link; nullopt if the link is forged, used or expired.
Result<std::optional<Moderator>, StoreError> moderator_of_link(Context& context,
                                                               std::string_view token) {
  const auto id = moderator_of_token(token);
  if (!id) return std::optional<Moderator>{};
  auto found = context.stores().moderators.find(*id);
  if (!found) return Failure{found.error()};
  if (*found && !is_reset_token(context.app.key(), token, *id, (*found)->password_hash,
                                (*found)->email, context.now))
    return std::optional<Moderator>{};
  return found;
}

}  // namespace

HandlerResult show_forgot(Context& context) {
  if (!context.site().mail.enabled) return Failure{Refusal::not_found};
  return reset_page(context, 200, {});
}

HandlerResult send_reset_link(Context& context) {
  ModeratorStore& store = context.stores().moderators;
  // 1. Limit the requests of an address prefix. Each one counts, whoever is named.
  const std::string prefix = sign_in_sources(context.app, context.request, "").address_prefix;
  const auto wait_ms = store.begin_code_attempt("reset:" + prefix, context.now);
  if (!wait_ms) return unavailable;
  if (!context.site().mail.enabled) return Failure{Refusal::not_found};
  if (*wait_ms > 0) {
    ResetModel model{ResetStage::wait};
    model.wait_seconds = (*wait_ms + second_ms - 1) / second_ms;
    Response response = html_response(429, render_reset(context.app.view_without_store(), model));
    add_retry_after(*wait_ms, response);
    return response;
  }
  // 2. Enqueue the mails. The response is the same if there is none.
  const auto addresses = addresses_of(store, context.form.get("name"));
  if (!addresses) return unavailable;
  for (const std::string& address : *addresses)
    if (!context.stores().outbox.enqueue_password(address, context.now)) return unavailable;
  return reset_page(context, 200, {ResetStage::sent});
}

HandlerResult show_reset(Context& context) {
  const std::string_view token = context.rest.substr(1);
  const auto moderator = moderator_of_link(context, token);
  if (!moderator) return unavailable;
  if (!*moderator) return reset_page(context, 410, {ResetStage::void_link});
  return reset_page(context, 200, {ResetStage::set, token, (*moderator)->name});
}

HandlerResult reset_password(Context& context) {
  const std::string_view token = context.rest.substr(1);
  const auto moderator = moderator_of_link(context, token);
  if (!moderator) return unavailable;
  if (!*moderator) return reset_page(context, 410, {ResetStage::void_link});
  const Moderator& account = **moderator;
  const std::string_view password = context.form.get("password");
  if (const auto error =
          password_error(password, context.site().password_owner(account.name, account.email))) {
    ResetModel model{ResetStage::set, token, account.name};
    model.flash = flash_of(*error);
    return reset_page(context, status_of(model.flash), model);
  }
  const auto done = context.stores().moderators.reset_password(
      {ActorKind::mail_link}, account.id, account.password_hash, hash_password(password),
      context.now);
  if (!done) return unavailable;
  // Of two requests with one link, the second finds another password.
  if (*done == Change::gone) return reset_page(context, 410, {ResetStage::void_link});
  return reset_page(context, 200, {ResetStage::done});
}

}  // namespace afterword
