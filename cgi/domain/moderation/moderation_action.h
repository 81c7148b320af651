// The one table of what moderators do: names, keys, where each action is offered, what it asks,
// what it makes of a comment. A new action is a row of it, its words in
// templates/moderate_words.tpl (NAME, do_NAME and, with a key, key_NAME), and what it does besides
// in store/moderation/moderation_store.cc.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "domain/moderation/moderation.h"

namespace afterword {

/// What can be done to a comment, to the subthread that it starts (lock), or to its page (close,
/// reopen, memorial).
enum class ModerationAction {
  assign,  // "I have this one"
  approve,
  not_spam,  // approves it, and its e-mail address is known from then on
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
  resolve,  // nobody needs to read it for somebody's safety any more
  close,
  memorial,
  reopen,
};

/// A few of the values of an enumeration.
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

/// Of some comments: when an action on them is asked about twice, and when it needs a reason.
enum class When {
  never,
  open_care,  // one is open for care
  any_care,   // one is, or was, or is marked
  always,
};

/// A part of a comment's own page, besides the buttons that it has in every list.
enum class ActionPanel { none, more, care, page };

struct ActionRow {
  ModerationAction action;
  /// In forms, on the command line and in the audit log.
  std::string_view name;
  /// On the keyboard; with Shift for all that are selected. Actions that are never offered beside
  /// each other may share one.
  std::string_view key = {};
  /// moderator: anybody who is signed in.
  Role role = Role::moderator;
  /// Of a comment with one of these statuses it is a button in every list; where it is the
  /// likeliest it stands out.
  SetOf<Status> listed = {};
  SetOf<Status> likeliest = {};
  /// Of these it is a button in a panel of the comment's own page.
  ActionPanel panel = ActionPanel::none;
  SetOf<Status> in_panel = {};
  /// What else must be so for it to be offered.
  bool (*applies)(const QueueItem& item) = nullptr;
  /// Views that offer it for several comments at once.
  SetOf<QueueView> bulk = {};
  When second_step = When::never;
  /// In its second step.
  When reason = When::never;
  /// What a comment becomes.
  std::optional<Status> to = {};
  /// A decision about the comment, which ends what is open for care, or marked.
  bool decides = false;
  bool can_undo = true;
  /// `afterword comment NAME ID`, with hyphens in the name: its help, and what it says after
  /// "comment 17"; without help there is no command.
  std::string_view command_help = {};
  std::string_view command_done = {};
};

/// In the order in which they are offered, the likeliest first.
std::span<const ActionRow> moderation_actions();
const ActionRow& row_of(ModerationAction action);

std::string_view to_text(ModerationAction action);
std::optional<ModerationAction> parse_moderation_action(std::string_view text);

/// What somebody of this role is offered for a comment in a list, in a panel of its own page, and
/// for several at once.
using ActionRows = std::vector<const ActionRow*>;
ActionRows listed_actions(const QueueItem& item, Role role);
ActionRows panel_actions(ActionPanel panel, const QueueItem& item, Role role);
ActionRows bulk_actions(QueueView view, Role role);

bool may(Role role, const ActionRow& row);
bool needs_second_step(const ActionRow& row, const std::vector<QueueItem>& items);
bool needs_reason(const ActionRow& row, const std::vector<QueueItem>& items);

}  // namespace afterword
