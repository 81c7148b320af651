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
using ctemplate::TemplateString;

void fill_audit_filter(const ViewTools& tools, const AuditLogModel& model, Dictionary& page) {
  // A value that is no choice, such as a removed moderator, becomes one, so that the form keeps it.
  bool is_listed = model.filter.moderator.empty();
  const auto add_person = [&](const std::string& name) {
    Dictionary& person = *page.AddSectionDictionary(kmal_PERSON);
    person.SetValue(kmal_NAME, name);
    if (name != model.filter.moderator) return;
    person.ShowSection(kmal_CHOSEN);
    is_listed = true;
  };
  for (const std::string& name : model.moderators) add_person(name);
  if (!is_listed) add_person(model.filter.moderator);
  is_listed = model.filter.action.empty();
  const auto add_action = [&](std::string_view name, const std::string& label) {
    Dictionary& action = *page.AddSectionDictionary(kmal_ACTION);
    action.SetValue(kmal_NAME, template_string(name));
    action.SetValue(kmal_LABEL, label);
    if (name != model.filter.action) return;
    action.ShowSection(kmal_CHOSEN);
    is_listed = true;
  };
  for (const ActionRow& row : moderation_actions())
    add_action(row.name, text_of_key(tools, row.name));
  for (const std::string_view name : audit_action::all) add_action(name, text_of_key(tools, name));
  if (!is_listed) add_action(model.filter.action, model.filter.action);
  page.SetValue(kmal_PAGE, model.filter.page);
  if (!model.page_title.empty())
    page.SetValueAndShowSection(kmal_TITLE, model.page_title, kmal_TITLED);
  page.SetValue(kmal_COMMENT, model.comment);
  if (!model.filter_query.empty()) page.ShowSection(kmal_FILTERED);
}

void fill_pages(const ViewTools& tools, const AuditLogModel& model, Dictionary& audit_log) {
  if (!model.newer_than && !model.older_than) return;
  Dictionary& pages = *audit_log.AddSectionDictionary(kmal_PAGES);
  const auto add = [&](std::string_view name, std::optional<AuditId> entry,
                       const TemplateString& section) {
    if (!entry) return;
    UrlQuery query(model.filter_query);
    if (entry->value != 0) query.add(name, entry->value);
    pages.SetValueAndShowSection(kmal_HREF, query.link(moderation_base(tools) + "/audit-log"),
                                 section);
  };
  add("after", model.newer_than, kmal_NEWER);
  add("before", model.older_than, kmal_OLDER);
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
  fill_pages(tools, model, audit_log);
  return render_moderation_document(tools, model.layout, "audit-log",
                                    tools.templates.expand("moderate_audit_log.tpl", audit_log));
}

}  // namespace afterword
