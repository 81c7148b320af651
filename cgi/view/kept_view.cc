#include "view/kept_view.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/kept.h"
#include "view/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

constexpr std::array<std::string_view, 15> typed_fields{
    "text", "reply", "author", "email",       "url",   "note",    "passage", "page",
    "name", "phone", "hours",  "text_number", "title", "country", "pattern"};

}  // namespace

bool is_typed(std::string_view field) {
  return std::find(typed_fields.begin(), typed_fields.end(), field) != typed_fields.end();
}

std::string render_kept(const ViewTools& tools, const KeptModel& model) {
  Dictionary kept("kept");
  kept.SetValue(kk_MESSAGE, model.message);
  Dictionary& form = *kept.AddSectionDictionary(model.action.empty() ? kk_COPY : kk_SEND);
  form.SetValue(kk_ACTION, model.action);
  int number = 0;
  for (const FormField& field : model.fields) {
    const bool typed = is_typed(field.name);
    if (typed && field.value.empty()) continue;
    Dictionary& row = *form.AddSectionDictionary(typed ? kk_TYPED : kk_HIDDEN);
    row.SetValue(kk_NAME, field.name);
    row.SetIntValue(kk_NUMBER, ++number);
    row.SetValue(kk_LABEL, word(tools, "field_" + field.name));
    // A browser drops a line break right after <textarea>.
    row.SetValue(kk_VALUE, (typed ? "\n" : "") + field.value);
  }
  return tools.templates.expand("kept.tpl", kept);
}

}  // namespace afterword
