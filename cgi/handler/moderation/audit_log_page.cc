#include "handler/moderation/audit_log_page.h"

#include "base/url.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "view/moderation/audit_log_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

HandlerResult show_record(Context& context) {
  constexpr int lines_a_page = 100;
  const auto before = parse_id<RecordId>(query_value(context.request.query, "before").value_or(""));
  auto frame = make_frame(context, ModerationSection::record);
  if (!frame) return unavailable;
  auto lines = context.stores().queue.record(before, lines_a_page + 1);
  if (!lines) return unavailable;
  RecordModel model;
  model.frame = *std::move(frame);
  model.lines = std::move(lines).value();
  if (std::ssize(model.lines) > lines_a_page) {
    model.lines.pop_back();
    model.more_before = model.lines.back().id;
  }
  return html_response(200, render_record(context.app.view(), model));
}

}  // namespace afterword
