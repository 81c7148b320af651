#include "view/thread/unsaved_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/moderate_unsaved.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

// Fields with a label in templates/moderate_words.tpl ("field_text"). Other fields are sent as
// hidden ones.
constexpr std::array<std::string_view, 3> texts{"text", "reply", "map"};
constexpr std::array<std::string_view, 14> lines{
    "author", "address", "email", "url",   "passage",     "pattern", "note",
    "page",   "name",    "title", "phone", "text_number", "hours",   "country"};
constexpr std::array<std::string_view, 2> passwords{"password", "present"};

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& names, std::string_view field) {
  if (field.starts_with(kept_prefix)) field.remove_prefix(kept_prefix.size());
  return std::find(names.begin(), names.end(), field) != names.end();
}

void fill_shown(const ViewTools& tools, const FormField& field, const std::string& id,
                Dictionary& shown) {
  shown.SetValue(kmu_ID, id);
  shown.SetValue(kmu_NAME, field.name);
  shown.SetValue(kmu_LABEL, field_label(tools, field.name));
}

void fill_field(const ViewTools& tools, const FormField& field, const std::string& id,
                Dictionary& page) {
  if (is_one_of(passwords, field.name)) {
    fill_shown(tools, field, id, *page.AddSectionDictionary(kmu_PASSWORD));
  } else if (is_one_of(texts, field.name)) {
    Dictionary& text = *page.AddSectionDictionary(kmu_TEXT);
    fill_shown(tools, field, id, text);
    text.SetValue(kmu_VALUE, in_textarea(field.value));
  } else if (is_one_of(lines, field.name)) {
    Dictionary& line = *page.AddSectionDictionary(kmu_LINE);
    fill_shown(tools, field, id, line);
    line.SetValue(kmu_VALUE, field.value);
  } else {
    Dictionary& hidden = *page.AddSectionDictionary(kmu_HIDDEN);
    hidden.SetValue(kmu_NAME, field.name);
    hidden.SetValue(kmu_VALUE, field.value);
  }
}

}  // namespace

bool is_typed(std::string_view field) { return is_one_of(texts, field) || is_one_of(lines, field); }

bool has_typed(const std::vector<FormField>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const FormField& field) {
    return is_typed(field.name) && !field.value.empty();
  });
}

std::string field_label(const ViewTools& tools, std::string_view field) {
  if (field.starts_with(kept_prefix)) field.remove_prefix(kept_prefix.size());
  return text_of_key(tools, "field_" + std::string(field));
}

std::string render_unsaved(const ViewTools& tools, const UnsavedModel& model) {
  Dictionary page("unsaved");
  page.SetValue(kmu_LANGUAGE, tools.settings.language);
  page.SetValue(kmu_SITE, tools.settings.site_name);
  page.SetValue(kmu_STYLE_HREF, moderation_style_href(tools));
  page.SetValue(kmu_ACTION, model.action);
  if (model.message.empty())
    page.ShowSection(kmu_BUSY);
  else
    page.SetValueAndShowSection(kmu_MESSAGE, model.message, kmu_OTHER);
  if (model.can_be_sent) page.ShowSection(kmu_SEND);
  for (std::size_t i = 0; i < model.fields.size(); ++i)
    fill_field(tools, model.fields[i], fmt::format("typed-{}", i + 1), page);
  return tools.templates.expand("moderate_unsaved.tpl", page);
}

}  // namespace afterword
