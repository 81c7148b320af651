#include "view/moderation/rules_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <cstring>

#include "base/text.h"
#include "markers/moderate_rules.h"
#include "view/moderation/moderation_entry.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

bool is_found(const Rule& rule, std::string_view find) {
  return fold_case(rule.pattern).find(fold_case(find)) != std::string::npos;
}

void fill_list(const ViewTools& tools, const RulesModel& model, RuleKind kind, Dictionary& page) {
  Dictionary& list = *page.AddSectionDictionary(kmr_LIST);
  list.SetValue(kmr_HEADING, text_of_key(tools, fmt::format("rules_{}", to_text(kind))));
  int count = 0;
  for (const Rule& rule : model.rules) {
    if (rule.kind != kind || !is_found(rule, model.find)) continue;
    ++count;
    Dictionary& row = *list.AddSectionDictionary(kmr_RULE);
    row.SetIntValue(kmr_ID, rule.id.value);
    row.SetValue(kmr_PATTERN, rule.pattern);
    row.SetValue(kmr_CSRF, model.layout.csrf);
    if (rule.topic != CareTopic::none)
      row.SetValueAndShowSection(
          kmr_TEXT, text_of_key(tools, fmt::format("topic_{}", to_text(rule.topic))), kmr_TOPIC);
    if (rule.attentive) row.ShowSection(kmr_ATTENTIVE);
    if (model.layout.is_owner) row.ShowSection(kmr_OWNER);
  }
  // Built-in phrases make the list of care rules long.
  constexpr int shown_at_once = 20;
  if (count == 0) list.ShowSection(kmr_EMPTY);
  if (count <= shown_at_once) return;
  list.SetIntValue(kmr_COUNT, count);
  list.ShowSection(kmr_FOLDED);
  if (!model.find.empty()) list.ShowSection(kmr_OPEN);
}

}  // namespace

std::string render_rules(const ViewTools& tools, const RulesModel& model) {
  Dictionary page("rules");
  page.SetValue(kmr_BASE, moderation_base(tools));
  page.SetValue(kmr_CSRF, model.layout.csrf);
  page.SetValue(kmr_PATTERN, model.pattern);
  page.SetValue(kmr_FIND, model.find);
  if (!model.find.empty()) page.ShowSection(kmr_FOUND);
  page.ShowSection(model.kind == RuleKind::hold    ? kmr_KIND_HOLD
                   : model.kind == RuleKind::block ? kmr_KIND_BLOCK
                                                   : kmr_KIND_CARE);
  if (model.layout.is_owner) page.ShowSection(kmr_OWNER);
  if (model.ask_again) page.ShowSection(kmr_ASK_AGAIN);
  if (model.trial) {
    Dictionary& trial = *page.AddSectionDictionary(kmr_TRIAL);
    trial.SetIntValue(kmr_MATCHES, model.trial->matches);
    trial.SetIntValue(kmr_LOOKED_AT, model.trial->looked_at);
    std::string entries;
    for (const QueueItem& item : model.trial->items)
      entries += render_entry(tools, item, model.rules, EntryUse::quote, model.layout, "");
    trial.SetValue(kmr_ENTRIES_HTML, entries);
  }
  for (const RuleKind kind : {RuleKind::hold, RuleKind::block, RuleKind::care})
    fill_list(tools, model, kind, page);
  return render_moderation_document(tools, model.layout, "rules",
                                    tools.templates.expand("moderate_rules.tpl", page));
}

}  // namespace afterword
