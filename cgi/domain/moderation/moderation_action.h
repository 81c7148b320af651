// The table of moderation actions: names, keys, where each is offered, what it asks for, and its
// effect on a comment. To add an action, add a row here, its texts in templates/moderate_words.tpl
// (NAME, do_NAME and, with a key, key_NAME), and any further effect in
// store/moderation/moderation_store.cc.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "domain/moderation/moderation.h"

namespace afterword {

/// An action on a comment, on the subthread that it starts (lock), or on its page (close, reopen,
/// memorial).
enum class ModerationAction {
  assign,  // "I have this one"
  approve,
  not_spam,  // approves it, and its email address is known from then on
  hold,
  spam,
  trash,
  restore,  // from spam or trash to what it was before
  pin,
  unpin,
  lock,
  unlock,
  remove,  // permanently
  unassign,
  close_reports,  // of the comment, without another change
  resolve,        // nobody needs to read it for somebody's safety any more
  close,
  memorial,
  reopen,
};

/// A set of enumerators.
template <class Choice>
class SetOf {
 public:
  constexpr SetOf(std::initializer_list<Choice> choices) {
    for (const Choice choice : choices) bits_ |= 1U << static_cast<unsigned>(choice);
  }
  constexpr bool contains(Choice choice) const {
    return (bits_ & 1U << static_cast<unsigned>(choice)) != 0;
  }

 private:
  unsigned bits_ = 0;
};

/// A condition on the selected comments: whether the action needs a confirmation, and whether it
/// needs a reason.
enum class When {
  never,
  unread_care,  // a comment is open for care, and nobody has opened its hidden text
  open_care,    // a comment is open for care
  any_care,     // a comment is or was open for care, or is marked
  always,
};

/// A panel of the comment's own page; there the action is shown besides the buttons of the lists.
enum class ActionPanel { none, more, care, page };

struct ActionRow {
  ModerationAction action;
  /// Used in forms, on the command line and in the audit log.
  std::string_view name;
  /// Keyboard shortcut; with Shift it applies to all selected comments. Actions that are never
  /// offered together may share one.
  std::string_view key = {};
  /// The least role that may perform it.
  Role role = Role::moderator;
  /// Statuses for which every list shows its button, and those for which the button is emphasised.
  SetOf<Status> listed = {};
  SetOf<Status> likeliest = {};
  /// Statuses for which a panel of the comment's own page shows its button.
  ActionPanel panel = ActionPanel::none;
  SetOf<Status> in_panel = {};
  /// Further condition for offering the action.
  bool (*applies)(const QueueItem& item) = nullptr;
  /// Views that offer it as a bulk action.
  SetOf<QueueView> bulk = {};
  When second_step = When::never;
  /// Asked for in the confirmation step.
  When reason = When::never;
  /// The status that it gives the comment.
  std::optional<Status> to = {};
  /// A decision about the comment: closes an open care item, removes a mark and closes reports.
  bool decides = false;
  bool can_undo = true;
  /// Help and confirmation of `afterword comment NAME ID` (with hyphens in the name); the
  /// confirmation follows "comment 17". Without help there is no such command.
  std::string_view command_help = {};
  std::string_view command_done = {};
};

/// In display order, the most likely first.
std::span<const ActionRow> moderation_actions();
const ActionRow& row_of(ModerationAction action);

std::string_view to_text(ModerationAction action);
std::optional<ModerationAction> parse_moderation_action(std::string_view text);

/// The actions offered to a role for a comment in a list, in a panel of its own page, and as bulk
/// actions.
using ActionRows = std::vector<const ActionRow*>;
ActionRows listed_actions(const QueueItem& item, Role role);
ActionRows panel_actions(ActionPanel panel, const QueueItem& item, Role role);
ActionRows bulk_actions(QueueView view, Role role);

bool may(Role role, const ActionRow& row);
/// Whether the comment's text is hidden in lists and nobody has opened it.
bool is_unread_care(const QueueItem& item);
/// Whether the second step of an action shows the hidden texts that nobody has opened.
bool shows_unread_care(const ActionRow& row);
bool needs_second_step(const ActionRow& row, const std::vector<QueueItem>& items);
bool needs_reason(const ActionRow& row, const std::vector<QueueItem>& items);

}  // namespace afterword
