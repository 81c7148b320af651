#include "handler/moderation/audit_log_page.h"

#include "base/url.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "view/moderation/audit_log_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

HandlerResult show_audit_log(Context& context) {
  constexpr int lines_a_page = 100;
  const auto before = parse_id<AuditId>(query_value(context.request.query, "before").value_or(""));
  auto layout = make_layout(context, ModerationSection::audit_log);
  if (!layout) return unavailable;
  auto lines = context.stores().queue.audit_log(before, lines_a_page + 1);
  if (!lines) return unavailable;
  AuditLogModel model;
  model.layout = *std::move(layout);
  model.lines = std::move(lines).value();
  if (std::ssize(model.lines) > lines_a_page) {
    model.lines.pop_back();
    model.more_before = model.lines.back().id;
  }
  return html_response(200, render_audit_log(context.app.view(), model));
}

}  // namespace afterword
