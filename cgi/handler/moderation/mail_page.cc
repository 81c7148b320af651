#include "handler/moderation/mail_page.h"

#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "mail/composer.h"
#include "view/moderation/mail_page_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {
namespace {

constexpr int shown_mails = 50;

/// Fills the model with the mails of a status. Leaves out mail that has become obsolete: it is not
/// sent.
Result<void, StoreError> add_rows(App& app, std::string_view status, Instant now,
                                  MailPageModel& model) {
  const auto mails = app.stores().outbox.list(status, shown_mails);
  if (!mails) return Failure{mails.error()};
  const bool failed = status == "failed";
  for (const PendingMail& mail : *mails) {
    MailRow row{std::string(to_text(mail.purpose)),
                mail.recipient,
                mail.comment,
                {},
                {},
                mail.attempts,
                mail.created,
                mail.problem};
    const bool reminder = mail.purpose == MailPurpose::care_unread && !failed;
    if (reminder) --model.queued_count;
    if (mail.comment) {
      const auto item = app.stores().queue.item(*mail.comment);
      const auto reason = app.stores().subscriptions.reason_for(
          mail, item && *item ? &(*item)->comment : nullptr, now);
      if (!item || !reason) return Failure{StoreError::unavailable};
      if (!failed && *item && !is_still_true(mail, &**item, reason->has_value())) {
        if (!reminder) --model.queued_count;
        continue;
      }
      if (*item) row.author = (*item)->comment.author;
      if (*item) row.page = (*item)->page_title.empty() ? (*item)->page_path : (*item)->page_title;
    }
    (failed ? model.failed : reminder ? model.reminders : model.queued).push_back(std::move(row));
  }
  return {};
}

}  // namespace

HandlerResult show_mail(Context& context) {
  auto layout = make_layout(context, ModerationSection::mail);
  const auto counts = context.stores().outbox.counts();
  if (!layout || !counts) return unavailable;
  MailPageModel model;
  model.layout = *std::move(layout);
  model.queued_count = counts->queued;
  model.failed_count = counts->failed;
  for (const std::string_view status : {"queued", "failed"})
    if (!add_rows(context.app, status, context.now, model)) return unavailable;
  return html_response(200, render_mail_page(context.app.view(), model));
}

HandlerResult retry_mail(Context& context) {
  if (!context.stores().outbox.retry_failed(context.now)) return unavailable;
  return back_with(context, Flash::saved);
}

}  // namespace afterword
