#include "view/moderation/sign_in_view.h"

#include <fmt/format.h>

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/moderate_reset.h"
#include "markers/moderate_sign_in.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"
#include "view/thread/unsaved_view.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

void fill_kept(const ViewTools& tools, const SignInModel& model, Dictionary& page) {
  for (const FormField& field : model.kept) {
    const bool typed = is_typed(field.name);
    if (typed && field.value.empty()) continue;
    Dictionary& row = *page.AddSectionDictionary(typed ? kmsi_TYPED : kmsi_HIDDEN);
    row.SetValue(kmsi_KEPT_NAME, field.name);
    row.SetValue(kmsi_LABEL, field_label(tools, field.name));
    row.SetValue(kmsi_VALUE, typed ? in_textarea(field.value) : field.value);
  }
}

}  // namespace

std::string render_sign_in(const ViewTools& tools, const SignInModel& model) {
  const std::string base = moderation_base(tools);
  Dictionary page("sign_in");
  page.SetValue(kmsi_LANGUAGE, tools.settings.language);
  page.SetValue(kmsi_SITE, tools.settings.site_name);
  page.SetValue(kmsi_BASE, base);
  page.SetValue(kmsi_STYLE_HREF, moderation_style_href(tools));
  page.SetValue(kmsi_NAME, model.name);
  page.SetValue(kmsi_NEXT, model.next);
  if (model.ended) page.ShowSection(model.kept.empty() ? kmsi_ENDED_PLAIN : kmsi_ENDED);
  if (model.refusal) {
    Dictionary& problem = *page.AddSectionDictionary(kmsi_PROBLEM);
    problem.SetValue(kmsi_SENTENCE, tools.templates.message(describe(*model.refusal)));
    if (model.wait_seconds > 0)
      problem.SetValueAndShowSection(kmsi_SECONDS, std::to_string(model.wait_seconds), kmsi_WAIT);
  }
  if (model.nobody_yet)
    page.SetValueAndShowSection(kmsi_SET_UP_HREF, tools.settings.mount + "/set-up", kmsi_NOBODY);
  if (model.mail) page.ShowSection(kmsi_FORGOT);
  fill_kept(tools, model, page);
  return tools.templates.expand("moderate_sign_in.tpl", page);
}

std::string render_reset(const ViewTools& tools, const ResetModel& model) {
  const std::string base = moderation_base(tools);
  Dictionary page("reset");
  page.SetValue(kmr_LANGUAGE, tools.settings.language);
  page.SetValue(kmr_SITE, tools.settings.site_name);
  page.SetValue(kmr_BASE, base);
  page.SetValue(kmr_STYLE_HREF, moderation_style_href(tools));
  if (model.flash)
    page.SetValueAndShowSection(kmr_SENTENCE, flash_message(tools, *model.flash), kmr_PROBLEM);
  switch (model.stage) {
    case ResetStage::ask:
      page.ShowSection(kmr_ASK);
      break;
    case ResetStage::sent:
      page.ShowSection(kmr_SENT);
      break;
    case ResetStage::wait:
      page.AddSectionDictionary(kmr_WAIT)->SetIntValue(kmr_SECONDS, model.wait_seconds);
      break;
    case ResetStage::set: {
      Dictionary& set = *page.AddSectionDictionary(kmr_SET);
      set.SetValue(kmr_TOKEN, template_string(model.token));
      set.SetValue(kmr_NAME, model.name);
      break;
    }
    case ResetStage::done:
      page.ShowSection(kmr_DONE);
      break;
    case ResetStage::void_link:
      page.ShowSection(kmr_VOID);
      break;
  }
  return tools.templates.expand("moderate_reset.tpl", page);
}

}  // namespace afterword
