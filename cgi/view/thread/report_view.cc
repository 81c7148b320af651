#include "view/thread/report_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "domain/moderation/report.h"
#include "markers/report.h"
#include "view/moderation/care_view.h"
#include "view/template_string.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

constexpr std::size_t quoted_characters = 600;

void fill_report_errors(const ViewTools& tools, const ReportModel& model, Dictionary& form) {
  if (model.errors.empty()) return;
  Dictionary& summary = *form.AddSectionDictionary(kr_ERRORS);
  for (const ErrorText& error : model.errors) {
    Dictionary& line = *summary.AddSectionDictionary(kr_ERROR);
    line.SetValue(kr_FIELD, template_string(error.field));
    line.SetValue(kr_MESSAGE, tools.templates.message(error));
  }
  const auto has = [&](std::string_view field) {
    return std::any_of(model.errors.begin(), model.errors.end(),
                       [&](const ErrorText& error) { return error.field == field; });
  };
  if (has("reason")) form.ShowSection(kr_REASON_ERROR);
  if (has("note")) form.ShowSection(kr_NOTE_ERROR);
  if (has("email")) form.ShowSection(kr_EMAIL_ERROR);
}

void fill_report_form(const ViewTools& tools, const ReportModel& model, Dictionary& form) {
  const Comment& comment = model.item.comment;
  form.SetValue(kr_AUTHOR, comment.author);
  const std::string text = first_characters(comment.text, quoted_characters);
  form.SetValue(kr_TEXT, text);
  if (text.size() < comment.text.size()) form.ShowSection(kr_SHORTENED);
  form.SetValue(kr_ACTION, fmt::format("{}/report/{}", tools.settings.mount, comment.id.value));
  fill_report_errors(tools, model, form);
  for (const ReportReason reason : report_reasons()) {
    const std::string_view name = to_text(reason);
    Dictionary& choice = *form.AddSectionDictionary(kr_REASON);
    choice.SetValue(kr_NAME, template_string(name));
    choice.ShowSection(template_string(name));
    if (name == model.reason) choice.ShowSection(kr_CHOSEN);
  }
  const bool begins_with_break = model.note.starts_with('\n') || model.note.starts_with('\r');
  form.SetValue(kr_NOTE_VALUE, (begins_with_break ? "\n" : "") + std::string(model.note));
  if (model.offer_mail)
    form.SetValueAndShowSection(kr_EMAIL_VALUE, template_string(model.email), kr_OFFER_MAIL);
}

}  // namespace

std::string render_report(const ViewTools& tools, const ReportModel& model) {
  Dictionary report("report");
  switch (model.step) {
    case ReportStep::ask:
      fill_report_form(tools, model, *report.AddSectionDictionary(kr_ASK));
      break;
    case ReportStep::thanks:
      report.ShowSection(kr_THANKS);
      break;
    case ReportStep::too_many: {
      Dictionary& wait = *report.AddSectionDictionary(kr_TOO_MANY);
      wait.SetValue(kr_SENTENCE, tools.templates.message(describe(Refusal::too_many_reports)));
      wait.SetIntValue(kr_MINUTES, model.wait_minutes);
      wait.ShowSection(model.wait_minutes == 1 ? kr_ONE : kr_SEVERAL);
      fill_report_form(tools, model, *report.AddSectionDictionary(kr_ASK));
      break;
    }
    case ReportStep::gone:
      report.ShowSection(kr_GONE);
      break;
  }
  if (model.step != ReportStep::gone)
    report.SetValueAndShowSection(
        kr_BACK_HREF,
        tools.settings.address.link_to_page(
            comment_href(model.item.page_path, model.item.comment.id, unresolved_place())),
        kr_BACK);
  if (!model.help.empty())
    report.SetValueAndShowSection(kr_HELP_HTML, render_help(tools, model.help), kr_HELP);
  return tools.templates.expand("report.tpl", report);
}

}  // namespace afterword
