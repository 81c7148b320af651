// GET and POST /moderate/check: what the doctor found, for owners. The POST changes nothing but the
// outbox; that it arrives is itself a sign of health.
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/moderation_request.h"
#include "view/check_view.h"

namespace afterword {

Response show_check(App& app, const Request& request, std::string_view, Instant now) {
  const auto moderator = begin_page(app, request, "check", now);
  if (!moderator) return moderator.error();
  auto frame = make_frame(app, request, *moderator, ModerationSection::check, now);
  if (!frame) return refusal(app, request, Refusal::unavailable);
  CheckModel model;
  model.frame = *std::move(frame);
  model.can_mail = app.site.mail.enabled && !moderator->email.empty();
  if (!moderator->is_owner()) {
    // The findings name folders of the machine.
    model.frame.problem = "owner_only";
    model.can_mail = false;
    return moderation_page(app, 403, render_check(app.view(), model));
  }
  model.findings = app.doctor.web_server(request);
  const Findings installation = app.doctor.installation(app.stores(), now);
  model.findings.insert(model.findings.end(), installation.begin(), installation.end());
  return moderation_page(app, 200, render_check(app.view(), model));
}

Response check_again(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  if (!post->moderator.is_owner()) return back_with_problem(app, *post, "owner_only");
  if (post->form.get("do") != "mail") return see_other(return_address(app, "check"));
  if (!app.site.mail.enabled || post->moderator.email.empty())
    return back_with_problem(app, *post, "unknown_action");
  if (!app.stores().outbox.owe_test(post->moderator.email, now))
    return refusal(app, request, Refusal::unavailable);
  return back_with_problem(app, *post, "mail_on_its_way");
}

}  // namespace afterword
