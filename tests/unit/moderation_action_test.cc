#include "domain/moderation/moderation_action.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

std::string names(const ActionRows& rows) {
  std::string all;
  for (const ActionRow* row : rows) all += (all.empty() ? "" : " ") + std::string(row->name);
  return all;
}

QueueItem item_of(Status status, CareState care = CareState::none) {
  QueueItem item;
  item.comment.status = status;
  item.comment.care = care;
  return item;
}

TEST(ModerationActionTest, EveryActionHasARowAndANameThatRoundTrips) {
  std::set<std::string_view> seen;
  for (const ActionRow& row : moderation_actions()) {
    EXPECT_TRUE(seen.insert(row.name).second) << row.name;
    EXPECT_EQ(parse_moderation_action(row.name), row.action);
    EXPECT_EQ(&row_of(row.action), &row);
    EXPECT_EQ(row.command_help.empty(), row.command_done.empty()) << row.name;
  }
  EXPECT_FALSE(parse_moderation_action("remove"));
  EXPECT_FALSE(parse_moderation_action(""));
}

TEST(ModerationActionTest, AListOffersTheActionsOfTheStatus) {
  const auto listed = [](const QueueItem& item) {
    return names(listed_actions(item, Role::moderator));
  };
  EXPECT_EQ(listed(item_of(Status::waiting)), "approve spam trash");
  EXPECT_EQ(listed(item_of(Status::approved)), "hold spam trash");
  EXPECT_EQ(listed(item_of(Status::spam)), "approve not_spam restore delete");
  EXPECT_EQ(listed(item_of(Status::trash)), "approve restore delete");
  EXPECT_EQ(listed(item_of(Status::deleted)), "");
  QueueItem care = item_of(Status::waiting, CareState::open);
  EXPECT_EQ(listed(care), "assign approve spam trash");
  care.care_holder = "Ana";
  EXPECT_EQ(listed(care), "approve spam trash");
}

TEST(ModerationActionTest, NotSpamIsOfferedForCommentsHeldAsAutomatic) {
  for (const Status status : {Status::waiting, Status::trash, Status::approved}) {
    QueueItem item = item_of(status);
    for (const auto& [reason, robot] : {std::pair{"first_comment links:3", false},
                                        {"first_comment rule:4", false},
                                        {"block:7", true},
                                        {"trap", true},
                                        {"too_fast first_comment", true}}) {
      item.comment.reason = reason;
      const bool offered =
          names(listed_actions(item, Role::moderator)).find("not_spam") != std::string::npos;
      EXPECT_EQ(offered, robot && status != Status::approved) << reason;
    }
  }
}

TEST(ModerationActionTest, NoTwoButtonsOfACommentOrOfAViewShareAKey) {
  const auto expect_distinct = [](const ActionRows& rows) {
    std::set<std::string_view> keys;
    for (const ActionRow* row : rows) {
      if (!row->key.empty()) {
        EXPECT_TRUE(keys.insert(row->key).second) << row->name;
      }
    }
  };
  for (const Status status : {Status::waiting, Status::approved, Status::spam, Status::trash})
    expect_distinct(listed_actions(item_of(status, CareState::open), Role::owner));
  for (const QueueView view : {QueueView::care, QueueView::waiting, QueueView::approved,
                               QueueView::spam, QueueView::trash, QueueView::all})
    expect_distinct(bulk_actions(view, Role::owner));
}

TEST(ModerationActionTest, TheCommentsOwnScreenHasTheOtherActions) {
  const auto panel = [](ActionPanel panel, const QueueItem& item) {
    return names(panel_actions(panel, item, Role::moderator));
  };
  QueueItem item = item_of(Status::waiting);
  EXPECT_EQ(panel(ActionPanel::more, item), "pin lock delete");
  EXPECT_EQ(panel(ActionPanel::page, item), "close memorial");
  EXPECT_EQ(panel(ActionPanel::care, item), "");
  item = item_of(Status::spam, CareState::open);
  item.comment.pinned = item.comment.locked = item.page_closed = true;
  EXPECT_EQ(panel(ActionPanel::more, item), "unpin unlock");
  EXPECT_EQ(panel(ActionPanel::page, item), "reopen");
  EXPECT_EQ(panel(ActionPanel::care, item), "assign resolve");
  item.care_holder = "Ana";
  EXPECT_EQ(panel(ActionPanel::care, item), "unassign resolve");
}

TEST(ModerationActionTest, EachViewHasItsActionsForSeveralComments) {
  const auto bulk = [](QueueView view) { return names(bulk_actions(view, Role::moderator)); };
  EXPECT_EQ(bulk(QueueView::care), "assign approve resolve");
  EXPECT_EQ(bulk(QueueView::waiting), "approve spam trash");
  EXPECT_EQ(bulk(QueueView::approved), "hold spam trash");
  EXPECT_EQ(bulk(QueueView::spam), "approve not_spam restore delete");
  EXPECT_EQ(bulk(QueueView::trash), "approve not_spam restore delete");
  EXPECT_EQ(bulk(QueueView::all), "approve hold spam trash");
}

TEST(ModerationActionTest, ConfirmationAndReasonRequirements) {
  const auto asks = [](ModerationAction action, CareState care) {
    const std::vector<QueueItem> items{item_of(Status::waiting), item_of(Status::waiting, care)};
    const ActionRow& row = row_of(action);
    return std::pair(needs_second_step(row, items), needs_reason(row, items));
  };
  EXPECT_EQ(asks(ModerationAction::remove, CareState::none), std::pair(true, false));
  EXPECT_EQ(asks(ModerationAction::remove, CareState::resolved), std::pair(true, true));
  EXPECT_EQ(asks(ModerationAction::spam, CareState::open), std::pair(true, true));
  EXPECT_EQ(asks(ModerationAction::trash, CareState::resolved), std::pair(false, true));
  EXPECT_EQ(asks(ModerationAction::approve, CareState::marked), std::pair(false, false));
}

TEST(ModerationActionTest, AHiddenTextThatNobodyHasOpenedNeedsASecondStepToBePublished) {
  std::vector<QueueItem> items{item_of(Status::waiting), item_of(Status::waiting, CareState::open)};
  for (const ActionRow& row : moderation_actions()) {
    const bool publishes = row.to == Status::approved || row.action == ModerationAction::restore ||
                           row.action == ModerationAction::resolve;
    items[1].care_read = std::nullopt;
    const bool unread = needs_second_step(row, items);
    items[1].care_read = Instant{1};
    const bool read = needs_second_step(row, items);
    EXPECT_EQ(unread && !read, publishes) << row.name;
    if (publishes) {
      EXPECT_FALSE(needs_reason(row, items)) << row.name;
    }
  }
}

TEST(ModerationActionTest, OwnerActionsAreRefusedToModerators) {
  const ActionRow row{.action = ModerationAction::remove, .name = "delete", .role = Role::owner};
  EXPECT_TRUE(may(Role::owner, row));
  EXPECT_FALSE(may(Role::moderator, row));
  EXPECT_TRUE(may(Role::moderator, row_of(ModerationAction::remove)));
}

TEST(ModerationActionTest, EveryActionHasItsWords) {
  const TemplateCache templates("");
  const ViewSettings settings;
  const TimeZone zone = *TimeZone::load("UTC");
  const SecretKey key{std::string(64, 'a')};
  const ViewTools tools{templates, settings, zone, key};
  const std::string sheet = render_keys(tools);
  const auto expect_words = [&](std::string_view name) {
    EXPECT_NE(text_of_key(tools, name), "") << name;
    AuditLine line;
    line.action = name;
    // The sentence about a new title has only these words.
    line.change = audit::TitleChange{{.text = "Before"}, {.text = "After"}};
    EXPECT_EQ(render_lines(tools, {line}, true).find("does not know"), std::string::npos) << name;
  };
  for (const std::string_view name : audit_action::all) expect_words(name);
  for (const ActionRow& row : moderation_actions()) {
    const std::string name(row.name);
    expect_words(name);
    if (row.panel != ActionPanel::none || !row.key.empty()) {
      EXPECT_NE(label_of(tools, row), "") << name;
    }
    if (row.key.empty()) continue;
    const std::string words = text_of_key(tools, "key_" + name);
    EXPECT_NE(words, "") << name;
    EXPECT_NE(sheet.find(words), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace afterword
