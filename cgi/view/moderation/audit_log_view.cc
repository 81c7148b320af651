#include "view/moderation/audit_log_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <array>
#include <cstring>

#include "markers/moderate_audit_log.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"

namespace afterword {

namespace {

using Dictionary = ctemplate::TemplateDictionary;

void fill_audit_filter(const ViewTools& tools, const AuditLogModel& model, Dictionary& page) {
  for (const std::string& name : model.moderators) {
    Dictionary& person = *page.AddSectionDictionary(kmal_PERSON);
    person.SetValue(kmal_NAME, name);
    if (name == model.filter.moderator) person.ShowSection(kmal_CHOSEN);
  }
  const auto add_action = [&](std::string_view name) {
    Dictionary& action = *page.AddSectionDictionary(kmal_ACTION);
    action.SetValue(kmal_NAME, template_string(name));
    action.SetValue(kmal_LABEL, text_of_key(tools, name));
    if (name == model.filter.action) action.ShowSection(kmal_CHOSEN);
  };
  for (const ActionRow& row : moderation_actions()) add_action(row.name);
  for (const std::string_view name : audit_action::all) add_action(name);
  page.SetValue(kmal_PAGE, model.filter.page);
  if (!model.page_title.empty())
    page.SetValueAndShowSection(kmal_TITLE, model.page_title, kmal_TITLED);
  if (model.filter.comment) page.SetIntValue(kmal_COMMENT, model.filter.comment->value);
  if (!model.filter_query.empty()) page.ShowSection(kmal_FILTERED);
}

}  // namespace

std::string render_audit_log(const ViewTools& tools, const AuditLogModel& model) {
  ctemplate::TemplateDictionary audit_log("audit_log");
  audit_log.SetValue(kmal_LINES_HTML, render_lines(tools, model.lines, true));
  audit_log.SetValue(kmal_BASE, moderation_base(tools));
  fill_audit_filter(tools, model, audit_log);
  if (model.lines.empty()) {
    Dictionary& empty = *audit_log.AddSectionDictionary(kmal_EMPTY);
    empty.ShowSection(model.filter_query.empty() ? kmal_NO_FILTER : kmal_FILTERED);
  }
  if (model.more_before)
    audit_log.SetValueAndShowSection(kmal_HREF,
                                     UrlQuery(model.filter_query)
                                         .add("before", model.more_before->value)
                                         .link(moderation_base(tools) + "/audit-log"),
                                     kmal_MORE);
  return render_moderation_document(tools, model.layout, "audit-log",
                                    tools.templates.expand("moderate_audit_log.tpl", audit_log));
}

}  // namespace afterword
