// GET and POST /set-up: the first moderator, made in the browser by whoever can read a file beside
// the database. Open only while nobody moderates.
#include "base/log.h"
#include "base/text.h"
#include "comment/password_rule.h"
#include "comment/submission.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/session.h"
#include "view/set_up_view.h"
#include "view/templates.h"

namespace afterword {
namespace {

constexpr std::string_view by_page = "the set-up page";

/// Needs no store.
Response set_up_page(const App& app, int status, const SetUpModel& model) {
  return moderation_page(app, status, render_set_up(app.view_without_store(), model));
}

/// Who may be refused before anything is looked at: nothing when the form may be shown.
std::optional<Response> closed(App& app, const Request& request, Instant now) {
  SetUpModel model;
  if (app.set_up_fault) {
    model.stage = SetUpStage::refused;
    model.fault = *app.set_up_fault;
    return set_up_page(app, 503, model);
  }
  if (!app.ready(now)) return refusal(app, request, Fault::unavailable);
  const auto moderators = app.stores().moderators.list();
  if (!moderators) return refusal(app, request, Fault::unavailable);
  if (moderators->empty()) return std::nullopt;
  model.stage = SetUpStage::over;
  return set_up_page(app, 410, model);
}

/// Every fault at once, in the order of the fields.
std::vector<SetUpProblem> problems_of(const App& app, const Form& form, std::string_view name,
                                      std::string_view email) {
  std::vector<SetUpProblem> problems;
  if (!app.set_up_code.matches(form.get("code"))) problems.push_back({"code", "code_wrong"});
  if (name.empty()) problems.push_back({"name", "name_missing"});
  if (!email.empty() && !is_email(email)) problems.push_back({"email", "email_invalid"});
  const PasswordOwner owner = app.site.password_owner(name, email);
  if (const auto fault = password_fault(form.get("password"), owner))
    problems.push_back({"password", message_name(*fault)});
  return problems;
}

Response write_code(const App& app, const Request& request) {
  if (!app.set_up_code.write(SetUpCode::make(), embedded_template("set-up-code.txt")))
    return refusal(app, request, Fault::unavailable);
  return see_other(app.site.view.mount + "/set-up");
}

}  // namespace

Response show_set_up(App& app, const Request& request, std::string_view, Instant now) {
  if (auto answer = closed(app, request, now)) return *std::move(answer);
  SetUpModel model;
  model.unencrypted = needs_tls(app) && !request.seems_encrypted();
  if (!app.set_up_code.exists()) model.stage = SetUpStage::needs_code;
  return set_up_page(app, 200, model);
}

Response set_up(App& app, const Request& request, std::string_view, Instant now) {
  // 1. A form, while the page is open. No other site's form can have the code, so the origin does
  // not matter, and a wrong site.url does not keep the owner out of the page that tells of it.
  if (request.body_state != BodyState::complete) return refusal(app, request, Fault::malformed);
  const auto form = Form::parse(request);
  if (!form) return refusal(app, request, Fault::malformed);
  if (auto answer = closed(app, request, now)) return *std::move(answer);
  if (form->get("do") == "code") return write_code(app, request);

  // 2. The code, and every field.
  SetUpModel model;
  model.unencrypted = needs_tls(app) && !request.seems_encrypted();
  model.code = first_characters(clean_line(form->get("code")), 200);
  model.name = first_characters(clean_line(form->get("name")), 100);
  model.email = clean_line(form->get("email"));
  model.problems = problems_of(app, *form, model.name, model.email);
  if (!model.problems.empty()) {
    if (!app.set_up_code.exists()) model.stage = SetUpStage::needs_code;
    return set_up_page(app, 422, model);
  }

  // 3. The account; of two forms that come at once, one is told that it is over.
  SetUpModel over;
  over.stage = SetUpStage::over;
  const auto added =
      app.stores().moderators.add_first({std::string(by_page), {}}, model.name, model.email,
                                        hash_password(form->get("password")), now);
  if (!added && added.error() == ModeratorFault::not_first) return set_up_page(app, 410, over);
  if (!added) return refusal(app, request, Fault::unavailable);
  app.set_up_code.remove();
  log_line("the first moderator was made on the set-up page");

  // 4. Signed in at once, and on to the check of everything else.
  Response response = see_other(app.site.view.mount + "/moderate/check");
  const auto made = app.stores().moderators.find(*added);
  if (made && *made) static_cast<void>(begin_session(app, **made, now, response));
  return response;
}

}  // namespace afterword
