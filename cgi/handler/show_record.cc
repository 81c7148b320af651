// GET /moderate/record: who did what, the newest first.
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/moderation_request.h"
#include "http/uri.h"

namespace afterword {

Response show_record(App& app, const Request& request, std::string_view, Instant now) {
  constexpr int lines_a_page = 100;
  const auto moderator = begin_page(app, request, "record", now);
  if (!moderator) return moderator.error();

  const auto before = parse_id<RecordId>(query_value(request.query, "before").value_or(""));
  auto frame = make_frame(app, request, *moderator, ModerationSection::record, now);
  if (!frame) return refusal(app, request, Refusal::unavailable);
  auto lines = app.stores().queue.record(before, lines_a_page + 1);
  if (!lines) return refusal(app, request, Refusal::unavailable);
  RecordModel model;
  model.frame = *std::move(frame);
  model.lines = std::move(lines).value();
  if (std::ssize(model.lines) > lines_a_page) {
    model.lines.pop_back();
    model.more_before = model.lines.back().id;
  }
  return moderation_page(app, 200, render_record(app.view(), model));
}

}  // namespace afterword
