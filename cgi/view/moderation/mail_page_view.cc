#include "view/moderation/mail_page_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <cstring>

#include "markers/moderate_mail.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

void fill_rows(const ViewTools& tools, const MailPageModel& model,
               const std::vector<MailRow>& mails, Dictionary& list) {
  for (const MailRow& mail : mails) {
    Dictionary& row = *list.AddSectionDictionary(kmm_MAIL);
    row.SetValue(kmm_PURPOSE, text_of_key(tools, "mail_" + mail.purpose));
    row.SetValue(kmm_RECIPIENT, mail.recipient);
    row.SetValue(kmm_AGE, age(tools, mail.created, model.layout.now));
    if (mail.comment) {
      Dictionary& comment = *row.AddSectionDictionary(kmm_COMMENT);
      if (!mail.author.empty()) comment.SetValueAndShowSection(kmm_AUTHOR, mail.author, kmm_BY);
      if (!mail.page.empty()) comment.SetValueAndShowSection(kmm_PAGE, mail.page, kmm_ON);
      comment.SetValue(kmm_HREF,
                       fmt::format("{}/comment/{}", moderation_base(tools), mail.comment->value));
    }
    if (mail.attempts == 0) continue;
    Dictionary& tried = *row.AddSectionDictionary(kmm_TRIED);
    tried.SetIntValue(kmm_ATTEMPTS, mail.attempts);
    tried.SetValue(kmm_PROBLEM, mail.problem);
  }
}

}  // namespace

std::string render_mail_page(const ViewTools& tools, const MailPageModel& model) {
  Dictionary page("mail");
  if (model.layout.mail_missing) page.ShowSection(kmm_MISSING);
  if (model.queued_count > 0) {
    Dictionary& queued = *page.AddSectionDictionary(kmm_QUEUED);
    queued.SetIntValue(kmm_COUNT, model.queued_count);
    fill_rows(tools, model, model.queued, queued);
  }
  if (!model.reminders.empty()) {
    Dictionary& reminders = *page.AddSectionDictionary(kmm_REMINDERS);
    reminders.SetIntValue(kmm_COUNT, std::ssize(model.reminders));
    fill_rows(tools, model, model.reminders, reminders);
  }
  if (model.failed_count > 0) {
    Dictionary& failed = *page.AddSectionDictionary(kmm_FAILED);
    failed.SetIntValue(kmm_COUNT, model.failed_count);
    failed.SetValue(kmm_BASE, moderation_base(tools));
    failed.SetValue(kmm_CSRF, model.layout.csrf);
    fill_rows(tools, model, model.failed, failed);
  }
  if (!model.layout.mail_missing && model.queued_count + model.failed_count == 0 &&
      model.reminders.empty())
    page.ShowSection(kmm_ALL_WELL);
  return render_moderation_document(tools, model.layout, "mail",
                                    tools.templates.expand("moderate_mail.tpl", page));
}

}  // namespace afterword
