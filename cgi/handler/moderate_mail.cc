// GET and POST /moderate/mail: what is owed, what failed, and trying again.
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/moderation_request.h"
#include "view/mail_page_view.h"

namespace afterword {
namespace {

constexpr int shown_mails = 50;

Result<std::vector<MailRow>, StoreError> rows(App& app, std::string_view status) {
  const auto mails = app.stores().outbox.list(status, shown_mails);
  if (!mails) return Failure{mails.error()};
  std::vector<MailRow> rows;
  for (const OwedMail& mail : *mails)
    rows.push_back({std::string(to_text(mail.purpose)), mail.recipient, mail.comment, mail.attempts,
                    mail.created, mail.problem});
  return rows;
}

}  // namespace

Response show_mail(App& app, const Request& request, std::string_view, Instant now) {
  const auto moderator = begin_page(app, request, "mail", now);
  if (!moderator) return moderator.error();
  auto frame = make_frame(app, request, *moderator, ModerationSection::mail, now);
  const auto counts = app.stores().outbox.counts();
  auto queued = rows(app, "queued");
  auto failed = rows(app, "failed");
  if (!frame || !counts || !queued || !failed) return refusal(app, request, Refusal::unavailable);
  const MailPageModel model{*std::move(frame), counts->queued, counts->failed,
                            std::move(queued).value(), std::move(failed).value()};
  return moderation_page(app, 200, render_mail_page(app.view(), model));
}

Response moderate_mail(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  if (post->form.get("do") != "retry") return back_with_problem(app, *post, "unknown_action");
  if (!app.stores().outbox.retry_failed(now)) return refusal(app, request, Refusal::unavailable);
  return back_with_problem(app, *post, "saved");
}

}  // namespace afterword
