// POST /moderate/act and /moderate/undo: decisions about one comment or many, and taking them back.
#include <algorithm>

#include "base/text.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/moderation_request.h"
#include "handler/queue_page.h"

namespace afterword {
namespace {

constexpr std::size_t note_characters = 1'000;

struct Wish {
  ModerationAction action;
  std::vector<Target> targets;
};

/// A button of one comment ("approve 12:3" in the field `one`) wins over the ticked boxes.
std::optional<Wish> read_wish(const Form& form) {
  std::string_view name = form.get("action");
  Wish wish{};
  if (const std::string_view one = form.get("one"); !one.empty()) {
    const std::size_t space = std::min(one.find(' '), one.size());
    name = one.substr(0, space);
    if (const auto target = parse_target(one.substr(std::min(space + 1, one.size()))))
      wish.targets.push_back(*target);
  } else {
    for (const std::string_view id : form.get_all("id"))
      if (const auto target = parse_target(id)) wish.targets.push_back(*target);
  }
  const auto action = parse_moderation_action(name);
  if (!action) return std::nullopt;
  wish.action = *action;
  return wish;
}

/// What must be asked about twice: deleting for ever, and putting away what may be about
/// somebody's safety.
bool needs_second_step(ModerationAction action, const std::vector<QueueItem>& items) {
  if (action == ModerationAction::remove) return true;
  if (action != ModerationAction::spam && action != ModerationAction::trash) return false;
  return std::any_of(items.begin(), items.end(),
                     [](const QueueItem& item) { return item.comment.care == CareState::open; });
}

bool needs_reason(const std::vector<QueueItem>& items) {
  return std::any_of(items.begin(), items.end(),
                     [](const QueueItem& item) { return item.comment.care != CareState::none; });
}

Result<std::vector<QueueItem>, StoreError> load_items(App& app,
                                                      const std::vector<Target>& targets) {
  std::vector<QueueItem> items;
  for (const Target& target : targets) {
    const auto item = app.stores().queue.item(target.comment);
    if (!item) return Failure{item.error()};
    if (*item) items.push_back(**item);
  }
  return items;
}

/// The page that asks again, and for a reason where there must be one.
Response ask_again(App& app, const Request& request, const ModeratorPost& post, const Wish& wish,
                   std::vector<QueueItem> items, Instant now) {
  // The script then sends the form itself.
  if (wants_json(request)) return json_response(409, JsonObject().add("confirm", true));
  auto frame = make_frame(app, request, post.moderator, ModerationSection::confirm, now);
  if (!frame) return refusal(app, request, Refusal::unavailable);
  ConfirmModel model;
  model.frame = *std::move(frame);
  model.action = to_text(wish.action);
  model.reason_required = needs_reason(items);
  model.reason_missing = post.form.get("confirm") == "yes";
  model.return_query = post.form.get("return");
  for (const Target& target : wish.targets)
    model.targets.push_back({target.comment, target.version});
  model.items = std::move(items);
  return moderation_page(app, model.reason_missing ? 422 : 200, render_confirm(app.view(), model));
}

}  // namespace

Response moderate_act(App& app, const Request& request, std::string_view, Instant now) {
  // 1. A moderator's own form.
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();

  // 2. What to do, to which comments.
  const auto wish = read_wish(post->form);
  if (!wish) return back_with_problem(app, *post, "unknown_action");
  if (wish->targets.empty()) return back_with_problem(app, *post, "nothing_selected");

  // 3. Some of it is asked about twice.
  auto items = load_items(app, wish->targets);
  if (!items) return refusal(app, request, Refusal::unavailable);
  const std::string note = first_characters(clean_line(post->form.get("note")), note_characters);
  const bool confirmed =
      post->form.get("confirm") == "yes" && (!needs_reason(*items) || !note.empty());
  if (!items->empty() && needs_second_step(wish->action, *items) && !confirmed)
    return ask_again(app, request, *post, *wish, *std::move(items), now);

  // 4. Done and recorded in one transaction.
  const auto outcome =
      app.stores().moderation.act(post->actor, wish->action, wish->targets, note, now);
  if (!outcome) return refusal(app, request, Refusal::unavailable);
  return after_action(app, request, *post, *outcome, now);
}

Response moderate_undo(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const auto batch = parse_positive(post->form.get("batch"));
  if (!batch) return back_with_problem(app, *post, "unknown_action");
  const auto rights = post->moderator.is_owner() ? RuleRights::all : RuleRights::own_additions;
  const auto outcome = app.stores().moderation.undo(post->actor, *batch, rights, now);
  if (!outcome) return refusal(app, request, Refusal::unavailable);
  if (outcome->owner_only) return back_with_problem(app, *post, "owner_only");
  return after_action(app, request, *post, *outcome, now);
}

}  // namespace afterword
