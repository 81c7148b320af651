#include "view/moderation/people_view.h"

#include <ctemplate/template_dictionary.h>

#include <cstring>

#include "markers/moderate_people.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"

namespace afterword {

std::string render_people(const ViewTools& tools, const PeopleModel& model) {
  using ctemplate::TemplateString;
  ctemplate::TemplateDictionary page("people");
  page.SetValue(kmp_BASE, moderation_base(tools));
  page.SetValue(kmp_CSRF, model.layout.csrf);
  page.SetValue(kmp_TYPED_NAME, TemplateString(model.typed_name.data(), model.typed_name.size()));
  page.SetValue(kmp_TYPED_EMAIL,
                TemplateString(model.typed_email.data(), model.typed_email.size()));
  if (model.layout.is_owner) {
    auto& owner = *page.AddSectionDictionary(kmp_OWNER);
    for (const ModeratorRow& moderator : model.people) {
      auto& row = *owner.AddSectionDictionary(kmp_PERSON);
      row.SetIntValue(kmp_ID, moderator.id.value);
      row.SetValue(kmp_NAME, moderator.name);
      row.ShowSection(moderator.owner ? kmp_IS_OWNER : kmp_IS_MODERATOR);
      if (!moderator.email.empty())
        row.SetValueAndShowSection(kmp_ADDRESS, moderator.email, kmp_EMAIL);
      row.SetValue(kmp_DATE, tools.zone.format(moderator.created, tools.settings.date_format));
    }
  }
  return render_moderation_document(tools, model.layout, "people",
                                    tools.templates.expand("moderate_people.tpl", page));
}

}  // namespace afterword
