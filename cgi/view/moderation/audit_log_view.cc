#include "view/moderation/audit_log_view.h"

#include <fmt/format.h>
#include "view/moderation/moderation_layout.h"

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/moderate_record.h"
#include "view/moderation/moderation_words.h"

namespace afterword {

std::string render_record(const ViewTools& tools, const RecordModel& model) {
  ctemplate::TemplateDictionary record("record");
  record.SetValue(kmr_LINES_HTML, render_lines(tools, model.lines, true));
  if (model.lines.empty()) record.ShowSection(kmr_EMPTY);
  if (model.more_before)
    record.SetValueAndShowSection(
        kmr_HREF,
        UrlQuery().add("before", model.more_before->value).link(moderation_base(tools) + "/record"),
        kmr_MORE);
  return render_moderation_document(tools, model.frame, "record",
                                    tools.templates.expand("moderate_record.tpl", record));
}

}  // namespace afterword
