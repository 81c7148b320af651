#include "handler/moderation/mail_page.h"

#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "view/moderation/mail_page_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {
namespace {

constexpr int shown_mails = 50;

Result<std::vector<MailRow>, StoreError> rows(App& app, std::string_view status) {
  const auto mails = app.stores().outbox.list(status, shown_mails);
  if (!mails) return Failure{mails.error()};
  std::vector<MailRow> rows;
  for (const PendingMail& mail : *mails)
    rows.push_back({std::string(to_text(mail.purpose)), mail.recipient, mail.comment, mail.attempts,
                    mail.created, mail.problem});
  return rows;
}

}  // namespace

HandlerResult show_mail(Context& context) {
  auto layout = make_layout(context, ModerationSection::mail);
  const auto counts = context.stores().outbox.counts();
  auto queued = rows(context.app, "queued");
  auto failed = rows(context.app, "failed");
  if (!layout || !counts || !queued || !failed) return unavailable;
  const MailPageModel model{*std::move(layout), counts->queued, counts->failed,
                            std::move(queued).value(), std::move(failed).value()};
  return html_response(200, render_mail_page(context.app.view(), model));
}

HandlerResult retry_mail(Context& context) {
  if (!context.stores().outbox.retry_failed(context.now)) return unavailable;
  return back_with(context, Flash::saved);
}

}  // namespace afterword
