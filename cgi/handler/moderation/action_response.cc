#include "handler/moderation/action_response.h"

#include <fmt/format.h>

#include "handler/moderation/moderation_request.h"
#include "handler/moderation/queue_page.h"
#include "handler/responses.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/queue_view.h"

namespace afterword {
HandlerResult action_as_json(Context& context, const ActOutcome& outcome, int status) {
  App& app = context.app;
  const std::string query = UrlQuery(context.form.get("return")).text();
  const QueueFilter filter = read_filter(query);
  auto layout = make_layout(context, ModerationSection::queue);
  if (!layout) return unavailable;
  if (outcome.batch != 0)
    if (const auto notice = app.stores().audit_log.notice(outcome.batch)) layout->notice = *notice;
  if (!add_earlier(context, *layout)) return unavailable;
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
    const bool there = item && item->has_value();
    const auto listed =
        there ? app.stores().queue.listed(filter, **item) : Result<Listed, StoreError>(Listed::no);
    const bool shown = listed && *listed == Listed::yes;
    items.add(std::to_string(id.value),
              shown ? JsonValue(render_queue_item(app.view(), model, **item)) : JsonValue(nullptr));
  };
  constexpr std::ptrdiff_t most_items = 100;
  std::ptrdiff_t left = std::ssize(outcome.done);
  for (const CommentId id : outcome.done) {
    done.add(id.value);
    if (std::ssize(outcome.done) - left < most_items) {
      add_item(id);
      --left;
    }
  }
  for (const Conflict& each : outcome.conflicts) {
    conflicts.add(each.comment.value);
    add_item(each.comment);
  }
  return json_response(
      status, JsonObject()
                  .add("items_left", static_cast<std::int64_t>(left))
                  .add("batch", outcome.batch)
                  .add("done", done)
                  .add("conflicts", conflicts)
                  .add("items", items)
                  .add("counts", counts_as_json(model.layout.counts))
                  .add("notice_html", render_notices(app.view(), model.layout, query))
                  .add("attention_html", render_attention(app.view(), model.layout, query)));
}

}  // namespace afterword
