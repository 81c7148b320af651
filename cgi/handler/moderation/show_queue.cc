// GET /moderate/: the queue. GET /moderate/counts: its numbers, for a page that stays open.
#include "base/url.h"
#include "handler/handlers.h"
#include "handler/moderation/queue_page.h"
#include "handler/responses.h"

namespace afterword {

HandlerResult show_queue(Context& context) {
  // 1. What of the queue; without a wish, first what a person should read soon.
  const std::string_view query = context.request.query;
  auto frame = make_frame(context, ModerationSection::queue);
  if (!frame) return unavailable;
  QueueFilter filter = read_filter(query);
  if (!query_value(query, "view"))
    filter.view = frame->counts.care > 0 ? QueueView::care : QueueView::waiting;

  // 2. The page.
  auto model = load_queue(context.app, *std::move(frame), filter);
  if (!model) return unavailable;
  return html_response(200, render_queue(context.app.view(), *model));
}

HandlerResult show_counts(Context& context) {
  const auto counts = context.stores().queue.counts();
  if (!counts) return unavailable;
  return json_response(200, counts_as_json(*counts));
}

}  // namespace afterword
