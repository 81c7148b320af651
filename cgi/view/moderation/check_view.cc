#include "view/moderation/check_view.h"

#include <ctemplate/template_dictionary.h>

#include <algorithm>
#include <cstring>

#include "markers/moderate_check.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

/// Fills the list of findings with this health; shows nothing if there are none.
void fill_list(const Findings& findings, Health health, const ctemplate::TemplateString& section,
               Dictionary& page) {
  const auto is_so = [health](const Finding& finding) { return finding.health == health; };
  const auto count = std::count_if(findings.begin(), findings.end(), is_so);
  if (count == 0) return;
  Dictionary& list = *page.AddSectionDictionary(section);
  list.SetIntValue(kmc_COUNT, count);
  for (const Finding& finding : findings) {
    if (!is_so(finding)) continue;
    Dictionary& row = *list.AddSectionDictionary(kmc_FINDING);
    row.SetValue(kmc_SUBJECT, finding.subject);
    row.SetValue(kmc_SENTENCE, finding.sentence);
  }
}

}  // namespace

std::string render_check(const ViewTools& tools, const CheckModel& model) {
  Dictionary page("check");
  const bool all_well =
      std::all_of(model.findings.begin(), model.findings.end(),
                  [](const Finding& finding) { return finding.health == Health::ok; });
  if (!model.findings.empty()) page.ShowSection(all_well ? kmc_ALL_WELL : kmc_SOME);
  fill_list(model.findings, Health::fail, kmc_FAILING, page);
  fill_list(model.findings, Health::warn, kmc_WARNING, page);
  fill_list(model.findings, Health::ok, kmc_WELL, page);
  page.SetValue(kmc_BASE, moderation_base(tools));
  page.SetValue(kmc_CSRF, model.layout.csrf);
  if (model.can_mail) page.ShowSection(kmc_MAIL);
  return render_moderation_document(tools, model.layout, "check",
                                    tools.templates.expand("moderate_check.tpl", page));
}

}  // namespace afterword
