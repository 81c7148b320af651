#include "handler/moderation/moderate_act.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/text.h"
#include "handler/moderation/moderation_request.h"
#include "handler/moderation/queue_page.h"
#include "handler/responses.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/queue_view.h"

namespace afterword {
namespace {

constexpr std::size_t note_characters = 1'000;

struct ActionRequest {
  ModerationAction action;
  std::vector<Target> targets;
};

/// The button of one comment ("approve 12:3" in the field `one`) takes precedence over the
/// checkboxes.
std::optional<ActionRequest> read_action(const Form& form) {
  std::string_view name = form.get("action");
  ActionRequest wanted{};
  if (const std::string_view one = form.get("one"); !one.empty()) {
    const std::size_t space = std::min(one.find(' '), one.size());
    name = one.substr(0, space);
    if (const auto target = parse_target(one.substr(std::min(space + 1, one.size()))))
      wanted.targets.push_back(*target);
  } else {
    for (const std::string_view id : form.get_all("id"))
      if (const auto target = parse_target(id)) wanted.targets.push_back(*target);
  }
  const auto action = parse_moderation_action(name);
  if (!action) return std::nullopt;
  wanted.action = *action;
  if (const auto seen = parse_list_bounds(form.get("seen")))
    for (Target& target : wanted.targets) target.later_reports = seen->report;
  return wanted;
}

/// Whether the form is about the whole list that it was sent from. A list whose filter cannot be
/// read is none: it would be another one.
bool is_whole(const Form& form) {
  const std::string_view list = form.get("return");
  return form.get("all") == "yes" && form.get("one").empty() &&
         parse_list_bounds(form.get("seen")) && (list.empty() || !query_of_queue(list).empty());
}

/// The comments of the list as it was shown.
Result<std::vector<Target>, StoreError> read_whole(Context& context) {
  QueueStore& queue = context.stores().queue;
  const ListBounds seen = parse_list_bounds(context.form.get("seen")).value();
  const QueueFilter filter = read_filter(query_of_queue(context.form.get("return")).text());
  const auto whole = queue.whole_list(filter, most_at_once);
  if (!whole) return Failure{whole.error()};
  return queue.targets(whole->comments, seen);
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

/// The comments whose hidden texts the page that sent the form has shown.
std::set<CommentId> read_opened(const Form& form) {
  std::set<CommentId> opened;
  for (std::string_view numbers : form.get_all("opened"))
    while (!numbers.empty())
      if (const auto id = parse_id<CommentId>(take_part(numbers, ','))) opened.insert(*id);
  return opened;
}

/// The confirmation page, which also asks for a reason if one is required.
HandlerResult ask_again(Context& context, const ActionRequest& wanted,
                        std::vector<QueueItem> items) {
  // The page's script then submits the form itself.
  if (wants_json(context.request)) return Failure{Refusal::confirmation_required};
  auto layout = make_layout(context, ModerationSection::confirm);
  if (!layout) return unavailable;
  ConfirmModel model;
  model.layout = *std::move(layout);
  model.action = wanted.action;
  model.reason_required = needs_reason(row_of(wanted.action), items);
  std::optional<Flash> flash;
  if (context.form.get("confirm") == "yes") flash = Flash::reason_missing;
  model.layout.flash = flash;
  model.return_query = context.form.get("return");
  model.opened = read_opened(context.form);
  model.seen = context.form.get("seen");
  model.whole = is_whole(context.form);
  if (!model.whole) model.targets = wanted.targets;
  model.items = std::move(items);
  return html_response(status_of(flash), render_confirm(context.app.view(), model));
}

}  // namespace

HandlerResult moderate_act(Context& context) {
  const Form& form = context.form;
  // 1. Read the action and the comments.
  auto wanted = read_action(form);
  if (!wanted) return Failure{Refusal::unknown_action};
  const ActionRow& row = row_of(wanted->action);
  if (!may(context.moderator->role, row)) return back_with(context, Flash::owner_only);
  if (is_whole(form)) {
    auto whole = read_whole(context);
    if (!whole) return unavailable;
    wanted->targets = std::move(whole).value();
  }
  if (wanted->targets.empty()) return back_with(context, Flash::nothing_selected);

  // 2. Ask for a confirmation if the action requires one.
  auto items = load_items(context.app, wanted->targets);
  if (!items) return unavailable;
  const std::set<CommentId> opened = read_opened(form);
  for (QueueItem& item : *items)
    if (opened.contains(item.comment.id)) item.care_read = context.now;
  const std::string note = first_characters(clean_line(form.get("note")), note_characters);
  const bool confirmed =
      form.get("confirm") == "yes" && (!needs_reason(row, *items) || !note.empty());
  if (!items->empty() && needs_second_step(row, *items) && !confirmed)
    return ask_again(context, *wanted, *std::move(items));

  // 3. Perform and log the action in one transaction.
  const auto outcome = context.stores().moderation.act(context.actor(), wanted->action,
                                                       wanted->targets, note, context.now);
  if (!outcome) return unavailable;
  return after_action(context, *outcome);
}

HandlerResult moderate_undo(Context& context) {
  const auto batch = parse_positive(context.form.get("batch"));
  if (!batch) return Failure{Refusal::unknown_action};
  const auto rights = context.moderator->is_owner() ? RuleRights::all : RuleRights::own_additions;
  const auto outcome =
      context.stores().moderation.undo(context.actor(), *batch, rights, context.now);
  if (!outcome) return unavailable;
  if (outcome->owner_only) return back_with(context, Flash::owner_only);
  const bool nothing_undone = outcome->batch == 0 && outcome->conflicts.empty();
  if (nothing_undone) return back_with(context, Flash::nothing_undone);
  return after_action(context, *outcome);
}

}  // namespace afterword
