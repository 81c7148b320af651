#include "handler/account/setup.h"

#include "base/log.h"
#include "base/text.h"
#include "domain/account/password_rule.h"
#include "domain/comment/submission.h"
#include "handler/account/session.h"
#include "handler/responses.h"
#include "http/ip_address.h"
#include "view/moderation/setup_view.h"
#include "view/templates.h"

namespace afterword {
namespace {

/// Does not use the store.
Response setup_page(const App& app, int status, const SetupModel& model) {
  return html_response(status, render_setup(app.view_without_store(), model));
}

/// The empty form. It asks for the care mode only if the configuration does not set one.
SetupModel empty_form(const Context& context) {
  SetupModel model;
  model.unencrypted = needs_tls(context.app) && !context.request.seems_encrypted();
  if (context.site().care_mode) model.care.reset();
  return model;
}

/// Returns the response if the set-up page is closed; nullopt if the form may be shown.
std::optional<HandlerResult> closed(Context& context) {
  App& app = context.app;
  SetupModel model;
  if (app.setup_error) {
    model.stage = SetupStage::refused;
    model.error = *app.setup_error;
    return setup_page(app, 503, model);
  }
  if (!app.ready(context.now)) return unavailable;
  const auto moderators = app.stores().moderators.list();
  if (!moderators) return unavailable;
  if (moderators->empty()) return std::nullopt;
  model.stage = SetupStage::over;
  return setup_page(app, 410, model);
}

/// Checks a setup token. The attempt is counted before the check, so that concurrent attempts
/// cannot exceed the limit. Returns the milliseconds to wait, counted by address prefix, so that
/// strangers' attempts do not lock the owner out.
Result<std::int64_t, StoreError> try_code(Context& context, bool& right) {
  ModeratorStore& store = context.stores().moderators;
  const std::string address_prefix =
      address_prefix_of(client_address(context.request, context.site().trusted_proxies));
  const std::string who = "set-up code:" + context.app.key().hash("set-up code", address_prefix);
  const auto wait_ms = store.begin_code_attempt(who, context.now);
  if (!wait_ms || *wait_ms > 0) return wait_ms;
  right = context.app.setup_token.matches(context.form.get("code"));
  if (!right) return std::int64_t{0};
  if (const auto noted = store.note_code_success(who); !noted) return Failure{noted.error()};
  return std::int64_t{0};
}

/// Returns all errors in the order of the fields. Without a valid token only the password's length
/// is checked, because estimating its strength is expensive and strangers could request it.
std::vector<SetupError> errors_of(const Context& context, bool code_right, std::string_view name,
                                  std::string_view email) {
  std::vector<SetupError> errors;
  if (!code_right) errors.push_back({"code", Flash::token_wrong});
  if (name.empty()) errors.push_back({"name", Flash::name_missing});
  if (!email.empty() && !is_email(email)) errors.push_back({"email", Flash::email_invalid});
  const std::string_view password = context.form.get("password");
  const auto error = code_right
                         ? password_error(password, context.site().password_owner(name, email))
                         : password_length_error(password);
  if (error) errors.push_back({"password", flash_of(*error)});
  return errors;
}

HandlerResult write_code(const App& app) {
  if (!app.setup_token.write(SetupToken::make(), embedded_template("set-up-code.txt")))
    return unavailable;
  return see_other(app.site.view.mount + "/set-up");
}

}  // namespace

HandlerResult show_setup(Context& context) {
  if (auto answer = closed(context)) return *std::move(answer);
  SetupModel model = empty_form(context);
  if (!context.app.setup_token.exists()) model.stage = SetupStage::needs_code;
  return setup_page(context.app, 200, model);
}

HandlerResult set_up(Context& context) {
  App& app = context.app;
  const Form& form = context.form;
  // 1. Check that the page is open. The origin is not checked: a form of another site cannot know
  // the token, and a wrong site.url must not lock the owner out of the page that reports it.
  if (auto answer = closed(context)) return *std::move(answer);
  if (form.get("do") == "code") return write_code(app);

  // 2. Validate the token and all fields.
  SetupModel model = empty_form(context);
  if (model.care) model.care = parse_care_mode(form.get("care")).value_or(default_care_mode);
  model.code = first_characters(clean_line(form.get("code")), 200);
  model.name = first_characters(clean_line(form.get("name")), longest_moderator_name);
  model.email = clean_line(form.get("email"));
  if (!app.setup_token.exists()) {
    model.stage = SetupStage::needs_code;
    return setup_page(app, 422, model);
  }
  bool code_right = false;
  const auto wait_ms = try_code(context, code_right);
  if (!wait_ms) return unavailable;
  if (*wait_ms > 0) {
    model.errors = {{"code", Flash::token_wait}};
    Response response = setup_page(app, status_of(Flash::token_wait), model);
    add_retry_after(*wait_ms, response);
    return response;
  }
  model.errors = errors_of(context, code_right, model.name, model.email);
  if (!model.errors.empty()) return setup_page(app, status_of(model.errors.front().message), model);

  // 3. Create the account. Of two concurrent forms, one is told that set-up is over.
  SetupModel over;
  over.stage = SetupStage::over;
  const Actor actor{ActorKind::setup_page};
  const auto added = app.stores().moderators.add_first(
      actor, model.name, model.email, hash_password(form.get("password")), context.now);
  if (!added && added.error() == ModeratorError(AccountRefusal::not_first))
    return setup_page(app, 410, over);
  if (!added) return unavailable;
  if (model.care && !app.stores().care.set_mode(actor, *model.care, context.now))
    log_line("what the site is about could not be stored; choose it on the Care page");
  app.setup_token.remove();
  log_line("the first moderator was made on the set-up page");

  // 4. Sign in and continue with the check of the installation.
  Response response = see_other(app.site.view.mount + "/moderate/check");
  const auto made = app.stores().moderators.find(*added);
  if (made && *made) static_cast<void>(begin_session(app, **made, context.now, response));
  return response;
}

}  // namespace afterword
