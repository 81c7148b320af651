#include "view/moderation/setup_view.h"

#include <fmt/format.h>

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/set_up.h"
#include "view/moderation/care_view.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

/// The section that marks a field as invalid.
TemplateString mark_of(std::string_view field) {
  if (field == "code") return ksu_BAD_CODE;
  if (field == "name") return ksu_BAD_NAME;
  return field == "email" ? ksu_BAD_EMAIL : ksu_BAD_PASSWORD;
}

void fill_form(const ViewTools& tools, const SetupModel& model, Dictionary& page) {
  Dictionary& form = *page.AddSectionDictionary(ksu_FORM);
  form.SetValue(ksu_CODE, model.code);
  form.SetValue(ksu_NAME, model.name);
  form.SetValue(ksu_EMAIL, model.email);
  if (model.unencrypted) form.ShowSection(ksu_UNENCRYPTED);
  if (model.care) {
    Dictionary& care = *form.AddSectionDictionary(ksu_CARE);
    fill_care_choices(tools, *model.care, *care.AddIncludeDictionary(ksu_CARE_CHOICES));
  }
  if (model.errors.empty()) return;
  page.ShowSection(ksu_ERRORS);  // adds a prefix to the title
  Dictionary& errors = *form.AddSectionDictionary(ksu_ERRORS);
  for (const SetupError& error : model.errors) {
    Dictionary& row = *errors.AddSectionDictionary(ksu_ERROR_ROW);
    row.SetValue(ksu_FIELD, template_string(error.field));
    row.SetValue(ksu_SENTENCE, error.sentence);
    form.ShowSection(mark_of(error.field));
  }
}

}  // namespace

std::string render_setup(const ViewTools& tools, const SetupModel& model) {
  Dictionary page("set_up");
  page.SetValue(ksu_LANGUAGE, tools.settings.language);
  page.SetValue(ksu_SITE, tools.settings.site_name);
  page.SetValue(ksu_BASE, moderation_base(tools));
  page.SetValue(ksu_ACTION, tools.settings.mount + "/set-up");
  page.SetValue(ksu_STYLE_HREF, moderation_style_href(tools));
  page.ShowSection(model.stage == SetupStage::over ? ksu_OVER : ksu_NOT_OVER);
  switch (model.stage) {
    case SetupStage::refused:
      page.SetValueAndShowSection(ksu_ERROR, model.error, ksu_REFUSED);
      break;
    case SetupStage::needs_code:
      page.ShowSection(ksu_NEEDS_CODE);
      break;
    case SetupStage::open:
      fill_form(tools, model, page);
      break;
    case SetupStage::over:
      break;
  }
  return tools.templates.expand("set_up.tpl", page);
}

}  // namespace afterword
