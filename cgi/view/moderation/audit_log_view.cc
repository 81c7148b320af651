#include "view/moderation/audit_log_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <cstring>

#include "markers/moderate_audit_log.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"

namespace afterword {

std::string render_audit_log(const ViewTools& tools, const AuditLogModel& model) {
  ctemplate::TemplateDictionary audit_log("audit_log");
  audit_log.SetValue(kmal_LINES_HTML, render_lines(tools, model.lines, true));
  if (model.lines.empty()) audit_log.ShowSection(kmal_EMPTY);
  if (model.more_before)
    audit_log.SetValueAndShowSection(kmal_HREF,
                                     UrlQuery()
                                         .add("before", model.more_before->value)
                                         .link(moderation_base(tools) + "/audit-log"),
                                     kmal_MORE);
  return render_moderation_document(tools, model.layout, "audit-log",
                                    tools.templates.expand("moderate_audit_log.tpl", audit_log));
}

}  // namespace afterword
