#include "handler/moderation/check_page.h"

#include "doctor/doctor.h"
#include "doctor/doctor_request.h"
#include "handler/account/sign_in.h"
#include "handler/moderation/moderation_request.h"
#include "handler/refusals.h"
#include "handler/responses.h"
#include "view/moderation/check_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {
namespace {

bool can_mail(const Context& context) {
  return context.site().mail.enabled && !context.moderator->email.empty();
}

}  // namespace

Response refuse_check(Context& context, Refusal refusal) {
  if (refusal != Refusal::owner_only) return refuse_moderator(context, refusal);
  // Findings name folders of the machine, so other moderators get the page without them.
  auto layout = make_layout(context, ModerationSection::check);
  if (!layout) return refuse_moderator(context, Refusal::unavailable);
  layout->flash = Flash::owner_only;
  return html_response(describe(refusal).status,
                       render_check(context.app.view(), {*std::move(layout), {}, false}));
}

HandlerResult show_check(Context& context) {
  auto layout = make_layout(context, ModerationSection::check);
  if (!layout) return unavailable;
  Findings findings = examine_request(context.app.config, context.request);
  const Findings installation = examine_installation(context.app.config, context.app.templates,
                                                     context.stores(), context.now);
  findings.insert(findings.end(), installation.begin(), installation.end());
  return html_response(200,
                       render_check(context.app.view(),
                                    {*std::move(layout), std::move(findings), can_mail(context)}));
}

HandlerResult check_again(Context& context) {
  return see_other(return_address(context.app, "check"));
}

HandlerResult send_test_mail(Context& context) {
  if (!can_mail(context)) return Failure{Refusal::unknown_action};
  if (!context.stores().outbox.enqueue_test(context.moderator->email, context.now))
    return unavailable;
  return back_with(context, Flash::mail_queued);
}

}  // namespace afterword
