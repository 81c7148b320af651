// What a script gets after an action: what was done, what was not, and the queue's new numbers.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "handler/answers.h"
#include "handler/moderation_request.h"
#include "handler/queue_page.h"

namespace afterword {
namespace {

/// Whether a comment is still in the view that the moderator looks at.
bool is_in_view(const QueueItem& item, QueueView view) {
  switch (view) {
    case QueueView::care:
      return item.comment.care == CareState::open;
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

Response action_as_json(App& app, const Request& request, const ModeratorPost& post,
                        const ActOutcome& outcome, Instant now) {
  std::string_view query = post.form.get("return");
  if (query.starts_with('?')) query.remove_prefix(1);
  const QueueFilter filter = read_filter(query);
  auto frame = make_frame(app, request, post.moderator, ModerationSection::queue, now);
  if (!frame) return refusal(app, request, Fault::unavailable);
  if (outcome.batch != 0)
    if (const auto notice = app.stores().queue.notice(outcome.batch)) frame->notice = *notice;
  frame->stale = outcome.stale;

  QueueModel model;
  model.frame = *std::move(frame);
  model.filter = filter;
  model.filter_query = filter_query(filter);
  model.return_query = query;
  if (const auto rules = app.stores().rules.list()) model.rules = *rules;
  nlohmann::json done = nlohmann::json::array();
  nlohmann::json stale = nlohmann::json::array();
  nlohmann::json items = nlohmann::json::object();
  const auto add_item = [&](CommentId id) {
    const auto item = app.stores().queue.item(id);
    const bool shown = item && *item && is_in_view(**item, filter.view);
    items[std::to_string(id.value)] =
        shown ? nlohmann::json(render_queue_item(app.view(), model, **item)) : nlohmann::json();
  };
  for (const CommentId id : outcome.done) {
    done.push_back(id.value);
    add_item(id);
  }
  for (const Stale& each : outcome.stale) {
    stale.push_back(each.comment.value);
    add_item(each.comment);
  }
  const nlohmann::json body{{"done", done},
                            {"stale", stale},
                            {"items", items},
                            {"counts", counts_as_json(model.frame.counts)},
                            {"notice_html", render_notices(app.view(), model.frame, query)}};
  Response response{200, {}, body.dump()};
  response.headers.emplace_back("Content-Type", json_type);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace afterword
