#include "view/moderation/care_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <cstring>

#include "base/ascii.h"
#include "markers/care.h"
#include "markers/help.h"
#include "markers/moderate_care.h"
#include "markers/moderate_care_modes.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

/// The part of a phone number that a phone can dial.
std::string dialled(const std::string& phone) {
  std::string digits;
  for (const char c : phone)
    if (is_ascii_digit(c) || (c == '+' && digits.empty())) digits += c;
  return digits;
}

void fill_help(const ViewTools& tools, const std::vector<HelpResource>& resources,
               Dictionary& help) {
  tools.templates.include("help.tpl", help);
  if (resources.empty()) return;
  Dictionary& any = *help.AddSectionDictionary(kh_ANY);
  for (const HelpResource& resource : resources) {
    Dictionary& row = *any.AddSectionDictionary(kh_HELP);
    row.SetValue(kh_NAME, resource.name);
    const auto part = [&](const std::string& text, const TemplateString& section) {
      if (!text.empty()) row.SetValueAndShowSection(kh_TEXT, text, section);
    };
    part(resource.country, kh_COUNTRY);
    part(resource.text_number, kh_TEXT_NUMBER);
    part(resource.url, kh_URL);
    part(resource.hours, kh_HOURS);
    if (!resource.phone.empty()) {
      Dictionary& phone = *row.AddSectionDictionary(kh_PHONE);
      phone.SetValue(kh_TEXT, resource.phone);
      phone.SetValue(kh_DIGITS, dialled(resource.phone));
    }
    row.SetValue(kh_VERIFIED, tools.zone.format(resource.verified, "%B %Y"));
  }
}

void fill_resource(const ViewTools& tools, const CareModel& model, const HelpResource& resource,
                   Dictionary& page) {
  Dictionary& row = *page.AddSectionDictionary(kmc_HELP);
  row.SetIntValue(kmc_ID, resource.id);
  row.SetValue(kmc_NAME, resource.name);
  row.SetValue(kmc_CSRF, model.layout.csrf);
  for (const std::string* text :
       {&resource.country, &resource.phone, &resource.text_number, &resource.url, &resource.hours})
    if (!text->empty()) row.AddSectionDictionary(kmc_PART)->SetValue(kmc_TEXT, *text);
  row.SetValue(kmc_AGE, age(tools, resource.verified, model.layout.now));
  if (model.layout.now.ms - resource.verified.ms > help_verified_ms) row.ShowSection(kmc_OUTDATED);
  if (model.layout.is_owner) row.ShowSection(kmc_OWNER);
}

void fill_mode(const ViewTools& tools, const CareModel& model, Dictionary& page) {
  const CareMode mode = model.layout.care;
  page.ShowSection(mode == CareMode::off       ? kmc_IS_OFF
                   : mode == CareMode::phrases ? kmc_IS_PHRASES
                                               : kmc_IS_ATTENTIVE);
  if (model.mode_is_configured) page.ShowSection(kmc_CONFIGURED);
  if (!model.layout.is_owner || model.mode_is_configured) return;
  Dictionary& form = *page.AddSectionDictionary(kmc_MODE_FORM);
  fill_care_choices(tools, mode, *form.AddIncludeDictionary(kmc_CARE_CHOICES));
}

void show_new_or_change(Dictionary& form, std::int64_t id) {
  form.ShowSection(id == 0 ? kmc_NEW : kmc_CHANGE);
  form.SetIntValue(kmc_ID, id);
}

void fill_help_form(const HelpResource& help, Dictionary& page) {
  Dictionary& form = *page.AddSectionDictionary(kmc_HELP_FORM);
  show_new_or_change(form, help.id);
  form.SetValue(kmc_NAME, help.name);
  form.SetValue(kmc_PHONE, help.phone);
  form.SetValue(kmc_TEXT_NUMBER, help.text_number);
  form.SetValue(kmc_URL, help.url);
  form.SetValue(kmc_HOURS, help.hours);
  form.SetValue(kmc_COUNTRY, help.country);
}

void fill_draft_form(const ReplyDraft& draft, Dictionary& page) {
  Dictionary& form = *page.AddSectionDictionary(kmc_DRAFT_FORM);
  show_new_or_change(form, draft.id);
  form.SetValue(kmc_DRAFT_TITLE, draft.title);
  form.SetValue(kmc_DRAFT_TEXT, draft.text);
}

}  // namespace

void fill_care_choices(const ViewTools& tools, CareMode chosen,
                       ctemplate::TemplateDictionary& choices) {
  tools.templates.include("moderate_care_modes.tpl", choices);
  choices.ShowSection(chosen == CareMode::off       ? kmcm_OFF
                      : chosen == CareMode::phrases ? kmcm_PHRASES
                                                    : kmcm_ATTENTIVE);
}

std::string render_help(const ViewTools& tools, const std::vector<HelpResource>& resources) {
  Dictionary help("help");
  fill_help(tools, resources, help);
  return tools.templates.expand("help.tpl", help);
}

std::string render_care_answer(const ViewTools& tools, const std::vector<HelpResource>& help) {
  Dictionary care("care");
  if (!help.empty()) care.ShowSection(kc_ANY_HELP);
  fill_help(tools, help, *care.AddIncludeDictionary(kc_HELP));
  return tools.templates.expand("care.tpl", care);
}

std::string render_care_page(const ViewTools& tools, const CareModel& model) {
  Dictionary page("care_page");
  page.SetValue(kmc_BASE, moderation_base(tools));
  page.SetValue(kmc_CSRF, model.layout.csrf);
  fill_mode(tools, model, page);
  if (model.help.empty()) page.ShowSection(kmc_NO_HELP);
  for (const HelpResource& resource : model.help) fill_resource(tools, model, resource, page);
  for (const ReplyDraft& draft : model.drafts) {
    Dictionary& row = *page.AddSectionDictionary(kmc_DRAFT);
    row.SetIntValue(kmc_ID, draft.id);
    row.SetValue(kmc_CSRF, model.layout.csrf);
    row.SetValue(kmc_DRAFT_TITLE, draft.title);
    row.SetValue(kmc_DRAFT_TEXT, draft.text);
  }
  if (model.layout.is_owner) fill_help_form(model.help_form, page);
  fill_draft_form(model.draft_form, page);
  return render_moderation_document(tools, model.layout, "care",
                                    tools.templates.expand("moderate_care.tpl", page));
}

}  // namespace afterword
