#include "handler/moderation/action_response.h"

#include <fmt/format.h>

#include "handler/moderation/moderation_request.h"
#include "handler/moderation/queue_page.h"
#include "handler/responses.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/queue_view.h"

namespace afterword {
namespace {

/// Whether a comment still belongs to the moderator's current view.
bool is_in_view(const QueueItem& item, QueueView view) {
  switch (view) {
    case QueueView::care:
      return item.comment.care == CareState::open;
    case QueueView::reported:
      return !item.reports.empty();
    case QueueView::all:
      return item.comment.status != Status::deleted;
    case QueueView::waiting:
    case QueueView::approved:
    case QueueView::spam:
    case QueueView::trash:
      break;
  }
  return to_text(item.comment.status) == to_text(view);
}

}  // namespace

HandlerResult action_as_json(Context& context, const ActOutcome& outcome) {
  App& app = context.app;
  const std::string query = UrlQuery(context.form.get("return")).text();
  const QueueFilter filter = read_filter(query);
  auto layout = make_layout(context, ModerationSection::queue);
  if (!layout) return unavailable;
  if (outcome.batch != 0)
    if (const auto notice = app.stores().queue.notice(outcome.batch)) layout->notice = *notice;
  layout->conflicts = outcome.conflicts;

  QueueModel model;
  model.layout = *std::move(layout);
  model.filter = filter;
  model.filter_query = filter_query(filter);
  model.return_query = query;
  if (const auto rules = app.stores().rules.list()) model.rules = *rules;
  JsonArray done;
  JsonArray conflicts;
  JsonObject items;
  const auto add_item = [&](CommentId id) {
    const auto item = app.stores().queue.item(id);
    const bool shown = item && *item && is_in_view(**item, filter.view);
    items.add(std::to_string(id.value),
              shown ? JsonValue(render_queue_item(app.view(), model, **item)) : JsonValue(nullptr));
  };
  for (const CommentId id : outcome.done) {
    done.add(id.value);
    add_item(id);
  }
  for (const Conflict& each : outcome.conflicts) {
    conflicts.add(each.comment.value);
    add_item(each.comment);
  }
  return json_response(200,
                       JsonObject()
                           .add("done", done)
                           .add("conflicts", conflicts)
                           .add("items", items)
                           .add("counts", counts_as_json(model.layout.counts))
                           .add("notice_html", render_notices(app.view(), model.layout, query)));
}

}  // namespace afterword
