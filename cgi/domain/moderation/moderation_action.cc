#include "domain/moderation/moderation_action.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace afterword {
namespace {

constexpr SetOf<Status> any_status{Status::waiting, Status::approved, Status::spam, Status::trash};
constexpr SetOf<Status> kept{Status::waiting, Status::approved};
constexpr SetOf<Status> put_away{Status::spam, Status::trash};
constexpr SetOf<QueueView> kept_views{QueueView::reported, QueueView::waiting, QueueView::approved,
                                      QueueView::all};
constexpr SetOf<QueueView> put_away_views{QueueView::spam, QueueView::trash};

/// True for comments in spam, and for comments that the rules held or removed for reasons typical
/// of robots.
bool was_taken_for_spam(const QueueItem& item) {
  if (item.comment.status == Status::spam) return true;
  for (std::string_view codes = item.comment.reason; !codes.empty();) {
    const std::string_view code = take_part(codes, ' ');
    if (code == "trap" || code == "too_fast" || code.starts_with("block:")) return true;
  }
  return false;
}

bool open_for_care(const QueueItem& item) { return item.comment.care == CareState::open; }

constexpr std::array<ActionRow, 18> actions{{
    {.action = ModerationAction::assign,
     .name = "assign",
     .listed = any_status,
     .likeliest = any_status,
     .panel = ActionPanel::care,
     .in_panel = any_status,
     .applies =
         [](const QueueItem& item) { return open_for_care(item) && item.care_holder.empty(); },
     .bulk = {QueueView::care}},
    {.action = ModerationAction::close_reports,
     .name = "close_reports",
     .key = "o",
     .listed = any_status,
     .likeliest = {Status::approved},
     .applies = [](const QueueItem& item) { return !item.reports.empty(); },
     .bulk = {QueueView::reported},
     .command_help = "close the reports, and leave the comment as it is",
     .command_done = "has no open reports"},
    {.action = ModerationAction::approve,
     .name = "approve",
     .key = "a",
     .listed = {Status::waiting, Status::spam, Status::trash},
     .likeliest = {Status::waiting},
     .bulk = {QueueView::care, QueueView::waiting, QueueView::spam, QueueView::trash,
              QueueView::all},
     .second_step = When::unread_care,
     .to = Status::approved,
     .decides = true,
     .command_help = "publish",
     .command_done = "is published"},
    {.action = ModerationAction::not_spam,
     .name = "not_spam",
     .key = "n",
     .listed = {Status::waiting, Status::spam, Status::trash},
     .likeliest = {Status::spam},
     .applies = was_taken_for_spam,
     .bulk = put_away_views,
     .second_step = When::unread_care,
     .to = Status::approved,
     .decides = true,
     .command_help = "mark as not spam and publish; the commenter is known from now on",
     .command_done = "is marked as not spam and published"},
    {.action = ModerationAction::hold,
     .name = "hold",
     .key = "u",
     .listed = {Status::approved},
     .bulk = {QueueView::approved, QueueView::all},
     .to = Status::waiting,
     .command_help = "return to the pending queue",
     .command_done = "is in the pending queue"},
    {.action = ModerationAction::spam,
     .name = "spam",
     .key = "s",
     .listed = kept,
     .bulk = kept_views,
     .second_step = When::open_care,
     .reason = When::any_care,
     .to = Status::spam,
     .decides = true,
     .command_help = "mark as spam",
     .command_done = "is marked as spam"},
    {.action = ModerationAction::trash,
     .name = "trash",
     .key = "d",
     .listed = kept,
     .bulk = kept_views,
     .second_step = When::open_care,
     .reason = When::any_care,
     .to = Status::trash,
     .decides = true,
     .command_help = "move to the trash",
     .command_done = "is in the trash"},
    {.action = ModerationAction::restore,
     .name = "restore",
     .key = "u",
     .listed = put_away,
     .bulk = put_away_views,
     .second_step = When::unread_care,
     .command_help = "restore from spam or trash with the previous status",
     .command_done = "is restored"},
    {.action = ModerationAction::pin,
     .name = "pin",
     .panel = ActionPanel::more,
     .in_panel = any_status,
     .applies = [](const QueueItem& item) { return !item.comment.pinned; }},
    {.action = ModerationAction::unpin,
     .name = "unpin",
     .panel = ActionPanel::more,
     .in_panel = any_status,
     .applies = [](const QueueItem& item) { return item.comment.pinned; }},
    {.action = ModerationAction::lock,
     .name = "lock",
     .panel = ActionPanel::more,
     .in_panel = any_status,
     .applies = [](const QueueItem& item) { return !item.comment.locked; }},
    {.action = ModerationAction::unlock,
     .name = "unlock",
     .panel = ActionPanel::more,
     .in_panel = any_status,
     .applies = [](const QueueItem& item) { return item.comment.locked; }},
    {.action = ModerationAction::remove,
     .name = "delete",
     .key = "d",
     .listed = put_away,
     .panel = ActionPanel::more,
     .in_panel = kept,
     .bulk = put_away_views,
     .second_step = When::always,
     .reason = When::any_care,
     .can_undo = false,
     .command_help = "delete permanently; a placeholder remains if there are replies",
     .command_done = "is permanently deleted"},
    {.action = ModerationAction::unassign,
     .name = "unassign",
     .panel = ActionPanel::care,
     .in_panel = any_status,
     .applies =
         [](const QueueItem& item) { return open_for_care(item) && !item.care_holder.empty(); }},
    {.action = ModerationAction::resolve,
     .name = "resolve",
     .panel = ActionPanel::care,
     .in_panel = any_status,
     .applies = open_for_care,
     .bulk = {QueueView::care},
     .second_step = When::unread_care},
    {.action = ModerationAction::close,
     .name = "close",
     .panel = ActionPanel::page,
     .in_panel = any_status,
     .applies = [](const QueueItem& item) { return !item.page_closed; }},
    {.action = ModerationAction::memorial,
     .name = "memorial",
     .panel = ActionPanel::page,
     .in_panel = any_status,
     .applies = [](const QueueItem& item) { return !item.page_closed; }},
    {.action = ModerationAction::reopen,
     .name = "reopen",
     .panel = ActionPanel::page,
     .in_panel = any_status,
     .applies = [](const QueueItem& item) { return item.page_closed; }},
}};

template <class Wanted>
ActionRows chosen(Role role, const Wanted& wanted) {
  ActionRows rows;
  for (const ActionRow& row : actions)
    if (may(role, row) && wanted(row)) rows.push_back(&row);
  return rows;
}

bool is_so(When when, const std::vector<QueueItem>& items) {
  const auto any = [&](auto holds) { return std::any_of(items.begin(), items.end(), holds); };
  switch (when) {
    case When::never:
      return false;
    case When::unread_care:
      return any(is_unread_care);
    case When::open_care:
      return any(open_for_care);
    case When::any_care:
      return any([](const QueueItem& item) { return item.comment.care != CareState::none; });
    case When::always:
      return true;
  }
  return true;
}

}  // namespace

std::span<const ActionRow> moderation_actions() { return actions; }

const ActionRow& row_of(ModerationAction action) {
  return *std::find_if(actions.begin(), actions.end(),
                       [&](const ActionRow& row) { return row.action == action; });
}

std::string_view to_text(ModerationAction action) { return row_of(action).name; }

std::optional<ModerationAction> parse_moderation_action(std::string_view text) {
  for (const ActionRow& row : actions)
    if (row.name == text) return row.action;
  return std::nullopt;
}

ActionRows listed_actions(const QueueItem& item, Role role) {
  return chosen(role, [&](const ActionRow& row) {
    return row.listed.contains(item.comment.status) && (!row.applies || row.applies(item));
  });
}

ActionRows panel_actions(ActionPanel panel, const QueueItem& item, Role role) {
  return chosen(role, [&](const ActionRow& row) {
    return row.panel == panel && row.in_panel.contains(item.comment.status) &&
           (!row.applies || row.applies(item));
  });
}

ActionRows bulk_actions(QueueView view, Role role) {
  return chosen(role, [&](const ActionRow& row) { return row.bulk.contains(view); });
}

bool may(Role role, const ActionRow& row) {
  return role == Role::owner || row.role == Role::moderator;
}

bool is_unread_care(const QueueItem& item) { return open_for_care(item) && !item.care_read; }

bool shows_unread_care(const ActionRow& row) { return row.second_step == When::unread_care; }

bool needs_second_step(const ActionRow& row, const std::vector<QueueItem>& items) {
  return is_so(row.second_step, items);
}

bool needs_reason(const ActionRow& row, const std::vector<QueueItem>& items) {
  return is_so(row.reason, items);
}

}  // namespace afterword
