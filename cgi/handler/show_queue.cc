// GET /moderate/: the queue. GET /moderate/counts: its numbers, for a page that stays open.
#include <fmt/format.h>

#include "base/text.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/queue_page.h"
#include "http/uri.h"

namespace afterword {

Response show_queue(App& app, const Request& request, std::string_view, Instant now) {
  // 1. Who asks.
  const auto moderator = begin_page(app, request, "", now);
  if (!moderator) return moderator.error();

  // 2. What of the queue; without a wish, first what a person should read soon.
  auto frame = make_frame(app, request, *moderator, ModerationSection::queue, now);
  if (!frame) return refusal(app, request, Refusal::unavailable);
  QueueFilter filter = read_filter(request.query);
  if (!query_value(request.query, "view"))
    filter.view = frame->counts.care > 0 ? QueueView::care : QueueView::waiting;

  // 3. The page.
  auto model = load_queue(app, *std::move(frame), filter);
  if (!model) return refusal(app, request, Refusal::unavailable);
  return moderation_page(app, 200, render_queue(app.view(), *model));
}

Response show_counts(App& app, const Request& request, std::string_view, Instant now) {
  if (!app.ready(now)) return refusal(app, request, Refusal::unavailable);
  if (!signed_in(app, request, now)) return refusal(app, request, Refusal::signed_out);
  const auto counts = app.stores().queue.counts();
  if (!counts) return refusal(app, request, Refusal::unavailable);
  return json_response(200, counts_as_json(*counts));
}

}  // namespace afterword
