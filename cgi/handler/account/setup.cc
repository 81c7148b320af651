#include "handler/account/setup.h"

#include "base/log.h"
#include "base/text.h"
#include "domain/account/password_rule.h"
#include "domain/comment/submission.h"
#include "handler/account/session.h"
#include "handler/refusals.h"
#include "handler/responses.h"
#include "http/ip_address.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/setup_view.h"
#include "view/templates.h"

namespace afterword {
namespace {

/// Does not use the store.
Response setup_page(const App& app, int status, const SetupModel& model) {
  return html_response(status, render_setup(app.view_without_store(), model));
}

/// The form as it was sent; empty for GET. It asks for the care mode only if the configuration does
/// not set one.
SetupModel read_model(const Context& context) {
  const Form& form = context.form;
  SetupModel model;
  model.unencrypted = needs_tls(context.app) && !context.request.seems_encrypted();
  model.care = parse_care_mode(form.get("care")).value_or(default_care_mode);
  if (context.site().care_mode) model.care.reset();
  model.code = first_characters(clean_line(form.get("code")), 200);
  model.name = first_characters(clean_line(form.get("name")), longest_moderator_name);
  model.email = clean_line(form.get("email"));
  return model;
}

/// Appends the errors of all fields after the token, in their order.
void add_field_errors(const Context& context, std::optional<PasswordError> password,
                      SetupModel& model) {
  const ViewTools tools = context.app.view_without_store();
  const auto add = [&](std::string_view field, Flash flash) {
    model.errors.push_back({field, flash_message(tools, flash)});
  };
  if (model.name.empty()) add("name", Flash::name_missing);
  if (!model.email.empty() && !is_email(model.email)) add("email", Flash::email_invalid);
  if (password) add("password", flash_of(*password));
}

}  // namespace

std::optional<Refusal> check_setup_token(Context& context) {
  const SetupToken& token = context.app.setup_token;
  if (!token.exists()) return Refusal::token_missing;
  ModeratorStore& store = context.stores().moderators;
  const std::string address_prefix =
      address_prefix_of(client_address(context.request, context.site().trusted_proxies));
  const std::string who = "set-up code:" + context.app.key().hash("set-up code", address_prefix);
  const auto wait_ms = store.begin_code_attempt(who, context.now);
  if (!wait_ms) return Refusal::unavailable;
  if (*wait_ms > 0) {
    context.wait_ms = *wait_ms;
    return Refusal::token_wait;
  }
  if (!token.matches(context.form.get("code"))) return Refusal::token_wrong;
  if (!store.note_code_success(who)) return Refusal::unavailable;
  return std::nullopt;
}

Response refuse_setup(Context& context, Refusal refusal) {
  App& app = context.app;
  const ErrorText& error = describe(refusal);
  SetupModel model = read_model(context);
  if (refusal == Refusal::setup_over) {
    model.stage = SetupStage::over;
  } else if (refusal == Refusal::token_missing) {
    model.stage = SetupStage::needs_code;
  } else if (refusal == Refusal::unavailable && app.setup_error) {
    model.stage = SetupStage::refused;
    model.error = *app.setup_error;
  } else if (error.field == "code") {
    model.errors.push_back({error.field, app.templates.message(error)});
    // Without a valid token only the password's length is checked, because estimating its strength
    // is expensive and strangers could request it.
    if (refusal == Refusal::token_wrong)
      add_field_errors(context, password_length_error(context.form.get("password")), model);
  } else {
    return refuse_request(context, refusal);
  }
  Response response = setup_page(app, error.status, model);
  add_retry_after(app, {error}, response);
  if (error.retry == Retry::after_wait) add_retry_after(context.wait_ms, response);
  return response;
}

HandlerResult show_setup(Context& context) {
  SetupModel model = read_model(context);
  if (!context.app.setup_token.exists()) model.stage = SetupStage::needs_code;
  return setup_page(context.app, 200, model);
}

HandlerResult write_setup_token(Context& context) {
  if (!context.app.setup_token.write(SetupToken::make(), embedded_template("set-up-code.txt")))
    return unavailable;
  return see_other(context.site().view.mount + "/set-up");
}

HandlerResult set_up(Context& context) {
  App& app = context.app;
  const std::string_view password = context.form.get("password");
  // 1. Validate all fields.
  SetupModel model = read_model(context);
  const auto weakness =
      password_error(password, context.site().password_owner(model.name, model.email));
  add_field_errors(context, weakness, model);
  if (!model.errors.empty()) return setup_page(app, status_of(Flash::name_missing), model);

  // 2. Create the account. Of two concurrent forms, one is told that set-up is over.
  const Actor actor{ActorKind::setup_page};
  const auto added = app.stores().moderators.add_first(actor, model.name, model.email,
                                                       hash_password(password), context.now);
  if (!added && added.error() == ModeratorError(AccountRefusal::not_first))
    return Failure{Refusal::setup_over};
  if (!added) return unavailable;
  if (model.care && !app.stores().care.set_mode(actor, *model.care, context.now))
    log_line("what the site is about could not be stored; choose it on the Care page");
  app.setup_token.remove();
  log_line("the first moderator was made on the set-up page");

  // 3. Sign in and continue with the check of the installation.
  Response response = see_other(app.site.view.mount + "/moderate/check");
  const auto made = app.stores().moderators.find(*added);
  if (made && *made)
    static_cast<void>(begin_session(app, context.request, **made, context.now, response));
  return response;
}

}  // namespace afterword
