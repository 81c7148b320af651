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

/// Needs no store.
Response set_up_page(const App& app, int status, const SetupModel& model) {
  return html_response(status, render_setup(app.view_without_store(), model));
}

/// The form, before anything was typed. The question is asked where the configuration leaves it
/// open.
SetupModel empty_form(const Context& context) {
  SetupModel model;
  model.unencrypted = needs_tls(context.app) && !context.request.seems_encrypted();
  if (context.site().care_mode) model.care.reset();
  return model;
}

/// Who may be refused before anything is looked at: nothing when the form may be shown.
std::optional<HandlerResult> closed(Context& context) {
  App& app = context.app;
  SetupModel model;
  if (app.set_up_fault) {
    model.stage = SetupStage::refused;
    model.fault = *app.set_up_fault;
    return set_up_page(app, 503, model);
  }
  if (!app.ready(context.now)) return unavailable;
  const auto moderators = app.stores().moderators.list();
  if (!moderators) return unavailable;
  if (moderators->empty()) return std::nullopt;
  model.stage = SetupStage::over;
  return set_up_page(app, 410, model);
}

/// Compares a code, which is counted before, so that of many guesses at once none is free. How many
/// milliseconds it must wait instead, by the network alone: strangers' guesses keep no owner out.
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

/// Every fault at once, in the order of the fields. Without the right code only the length of the
/// password is looked at: judging it takes a while, and strangers could ask for it.
std::vector<SetupError> problems_of(const Context& context, bool code_right, std::string_view name,
                                    std::string_view email) {
  std::vector<SetupError> problems;
  if (!code_right) problems.push_back({"code", Flash::token_wrong});
  if (name.empty()) problems.push_back({"name", Flash::name_missing});
  if (!email.empty() && !is_email(email)) problems.push_back({"email", Flash::email_invalid});
  const std::string_view password = context.form.get("password");
  const auto fault = code_right
                         ? password_fault(password, context.site().password_owner(name, email))
                         : password_length_fault(password);
  if (fault) problems.push_back({"password", flash_of(*fault)});
  return problems;
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
  return set_up_page(context.app, 200, model);
}

HandlerResult set_up(Context& context) {
  App& app = context.app;
  const Form& form = context.form;
  // 1. While the page is open. No other site's form can have the code, so the origin does not
  // matter, and a wrong site.url does not keep the owner out of the page that tells of it.
  if (auto answer = closed(context)) return *std::move(answer);
  if (form.get("do") == "code") return write_code(app);

  // 2. The code, and every field.
  SetupModel model = empty_form(context);
  if (model.care) model.care = parse_care_mode(form.get("care")).value_or(default_care_mode);
  model.code = first_characters(clean_line(form.get("code")), 200);
  model.name = first_characters(clean_line(form.get("name")), 100);
  model.email = clean_line(form.get("email"));
  if (!app.setup_token.exists()) {
    model.stage = SetupStage::needs_code;
    return set_up_page(app, 422, model);
  }
  bool code_right = false;
  const auto wait_ms = try_code(context, code_right);
  if (!wait_ms) return unavailable;
  if (*wait_ms > 0) {
    model.problems = {{"code", Flash::token_wait}};
    Response response = set_up_page(app, 429, model);
    add_retry_after(*wait_ms, response);
    return response;
  }
  model.problems = problems_of(context, code_right, model.name, model.email);
  if (!model.problems.empty()) return set_up_page(app, 422, model);

  // 3. The account; of two forms that come at once, one is told that it is over.
  SetupModel over;
  over.stage = SetupStage::over;
  const Actor actor{ActorKind::setup_page};
  const auto added = app.stores().moderators.add_first(
      actor, model.name, model.email, hash_password(form.get("password")), context.now);
  if (!added && added.error() == ModeratorError(AccountRefusal::not_first))
    return set_up_page(app, 410, over);
  if (!added) return unavailable;
  if (model.care && !app.stores().care.set_mode(actor, *model.care, context.now))
    log_line("what the site is about could not be stored; choose it on the Care page");
  app.setup_token.remove();
  log_line("the first moderator was made on the set-up page");

  // 4. Signed in at once, and on to the check of everything else.
  Response response = see_other(app.site.view.mount + "/moderate/check");
  const auto made = app.stores().moderators.find(*added);
  if (made && *made) static_cast<void>(begin_session(app, **made, context.now, response));
  return response;
}

}  // namespace afterword
