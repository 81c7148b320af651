#include "domain/moderation/moderation_action.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/text.h"
#include "view/moderation/moderation_layout.h"
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

/// A message as its reader sees it.
std::string message(const ViewTools& tools, const ModerationLayout& layout) {
  const std::string html = render_notices(tools, layout, "");
  return "  " + strip_tags(html.substr(0, html.find("</p>"))) + "\n";
}

std::string notice(const ViewTools& tools, std::string_view action, int comments,
                   const std::optional<NoticeSubject>& subject = {}) {
  ModerationLayout layout;
  layout.notice.emplace();
  layout.notice->action = action;
  layout.notice->comments = comments;
  layout.notice->subject = subject;
  return message(tools, layout);
}

/// The messages about an action: of one comment, of one that is gone, of several, and to somebody
/// who was later; or of a page; or of something else.
std::string messages(const ViewTools& tools, std::string_view action) {
  constexpr std::array page_actions{"close",     "memorial",   "reopen",     "rename",
                                    "page_move", "page_merge", "page_alias", "undo"};
  constexpr std::array comment_actions{"edit", "redact",  "reply",    "move",
                                       "undo", "rewrite", "withdraw", "report"};
  const auto in = [&](const auto& names) {
    return std::find(names.begin(), names.end(), action) != names.end();
  };
  std::string all = std::string(action) + "\n";
  if (in(page_actions)) all += notice(tools, action, 0, NoticeSubject{{}, {}, "/hello/"});
  if (in(comment_actions) || (parse_moderation_action(action) && !in(page_actions))) {
    all += notice(tools, action, 1, NoticeSubject{CommentId{4}, "Ada", "/hello/"});
    all += notice(tools, action, 1);
    if (action != "reply") all += notice(tools, action, 2);
    ModerationLayout layout;
    layout.conflicts = {{CommentId{4}, Actor{ActorKind::command_line}, std::string(action), {}}};
    all += message(tools, layout);
  } else if (!in(page_actions)) {
    all += notice(tools, action, 0);
  }
  return all;
}

constexpr std::string_view every_message = R"(
assign
  The comment by Ada on “/hello/” was assigned.
  The comment was assigned.
  2 comments were assigned.
  Comment 4: the command line acted first and took on this comment just now. Nothing was overwritten.
close_reports
  The reports of the comment by Ada on “/hello/” were closed.
  The reports of the comment were closed.
  The reports of 2 comments were closed.
  Comment 4: the command line acted first and closed the reports of this comment just now. Nothing was overwritten.
approve
  The comment by Ada on “/hello/” was published.
  The comment was published.
  2 comments were published.
  Comment 4: the command line acted first and approved this comment just now. Nothing was overwritten.
not_spam
  The comment by Ada on “/hello/” was marked as not spam and published.
  The comment was marked as not spam and published.
  2 comments were marked as not spam and published.
  Comment 4: the command line acted first and marked this comment as not spam and published it just now. Nothing was overwritten.
hold
  The comment by Ada on “/hello/” was held.
  The comment was held.
  2 comments were held.
  Comment 4: the command line acted first and held this comment just now. Nothing was overwritten.
spam
  The comment by Ada on “/hello/” was marked as spam.
  The comment was marked as spam.
  2 comments were marked as spam.
  Comment 4: the command line acted first and marked this comment as spam just now. Nothing was overwritten.
trash
  The comment by Ada on “/hello/” was moved to the trash.
  The comment was moved to the trash.
  2 comments were moved to the trash.
  Comment 4: the command line acted first and moved this comment to the trash just now. Nothing was overwritten.
restore
  The comment by Ada on “/hello/” was restored.
  The comment was restored.
  2 comments were restored.
  Comment 4: the command line acted first and restored this comment just now. Nothing was overwritten.
pin
  The comment by Ada on “/hello/” was pinned.
  The comment was pinned.
  2 comments were pinned.
  Comment 4: the command line acted first and pinned this comment just now. Nothing was overwritten.
unpin
  The comment by Ada on “/hello/” was unpinned.
  The comment was unpinned.
  2 comments were unpinned.
  Comment 4: the command line acted first and unpinned this comment just now. Nothing was overwritten.
lock
  The comment by Ada on “/hello/” was locked for replies.
  The comment was locked for replies.
  2 comments were locked for replies.
  Comment 4: the command line acted first and locked this comment for replies just now. Nothing was overwritten.
unlock
  The comment by Ada on “/hello/” was unlocked for replies.
  The comment was unlocked for replies.
  2 comments were unlocked for replies.
  Comment 4: the command line acted first and unlocked this comment for replies just now. Nothing was overwritten.
delete
  The comment by Ada on “/hello/” was permanently deleted.
  The comment was permanently deleted.
  2 comments were permanently deleted.
  Comment 4: the command line acted first and permanently deleted this comment just now. Nothing was overwritten.
unassign
  The comment by Ada on “/hello/” was unassigned.
  The comment was unassigned.
  2 comments were unassigned.
  Comment 4: the command line acted first and ended the assignment of this comment just now. Nothing was overwritten.
resolve
  The comment by Ada on “/hello/” was marked as resolved.
  The comment was marked as resolved.
  2 comments were marked as resolved.
  Comment 4: the command line acted first and marked this comment as resolved just now. Nothing was overwritten.
close
  The page “/hello/” was closed for comments.
memorial
  The page “/hello/” was made a memorial.
reopen
  The page “/hello/” was reopened for comments.
edit
  The comment by Ada on “/hello/” was edited.
  The comment was edited.
  2 comments were edited.
  Comment 4: the command line acted first and edited this comment just now. Nothing was overwritten.
redact
  The comment by Ada on “/hello/” was redacted.
  The comment was redacted.
  2 comments were redacted.
  Comment 4: the command line acted first and removed a passage from this comment just now. Nothing was overwritten.
reply
  Your reply to the comment by Ada on “/hello/” was published.
  Your reply was published.
  Comment 4: the command line acted first and replied with this comment just now. Nothing was overwritten.
move
  The comment by Ada on “/hello/” was moved to another page.
  The comment was moved to another page.
  2 comments were moved to another page.
  Comment 4: the command line acted first and moved this comment here from another page just now. Nothing was overwritten.
rename
  The page “/hello/” was given a new title.
page_move
  The page “/hello/” was moved to another address.
page_merge
  The page “/hello/” was merged with another page.
page_alias
  The page “/hello/” was given another name.
undo
  The action was undone for the page “/hello/”.
  The action was undone for the comment by Ada on “/hello/”.
  The action was undone.
  The action was undone for 2 comments.
  Comment 4: the command line acted first and undid an action on this comment just now. Nothing was overwritten.
rewrite
  The comment by Ada on “/hello/” was changed by the writer.
  The comment was changed by the writer.
  2 comments were changed by the writer.
  Comment 4: the command line acted first and changed this comment just now. Nothing was overwritten.
withdraw
  The comment by Ada on “/hello/” was withdrawn by the writer.
  The comment was withdrawn by the writer.
  2 comments were withdrawn by the writer.
  Comment 4: the command line acted first and withdrew this comment just now. Nothing was overwritten.
report
  The comment by Ada on “/hello/” was reported by a reader.
  The comment was reported by a reader.
  2 comments were reported by a reader.
  Comment 4: the command line acted first and reported this comment just now. Nothing was overwritten.
rule_add
  Done: rule added.
rule_remove
  Done: rule removed.
rule_import
  Done: care phrases imported.
moderator_add
  Done: moderator added.
moderator_role
  Done: role changed.
moderator_password
  Done: password changed.
moderator_remove
  Done: moderator removed.
care_mode
  Done: care mode changed.
help_add
  Done: help line added.
help_change
  Done: help line changed.
help_verify
  Done: help line checked.
help_remove
  Done: help line removed.
help_dismiss
  Done: notice about missing help lines dismissed.
draft_add
  Done: reply draft added.
draft_change
  Done: reply draft changed.
draft_remove
  Done: reply draft removed.
import
  Done: comments imported.
person_erase
  Done: personal data erased.
)";

TEST(ModerationActionTest, TheMessagesAboutEveryActionAreSentences) {
  const TemplateCache templates("");
  const ViewSettings settings;
  const TimeZone zone = *TimeZone::load("UTC");
  const SecretKey key{std::string(64, 'a')};
  const ViewTools tools{templates, settings, zone, key};
  std::string all;
  for (const ActionRow& row : moderation_actions()) all += messages(tools, row.name);
  for (const std::string_view name : audit_action::all) all += messages(tools, name);
  EXPECT_EQ("\n" + all, every_message);
}

TEST(ModerationActionTest, ManyConflictsOfAnActionAreCounted) {
  const TemplateCache templates("");
  const ViewSettings settings;
  const TimeZone zone = *TimeZone::load("UTC");
  const SecretKey key{std::string(64, 'a')};
  const ViewTools tools{templates, settings, zone, key};
  ModerationLayout layout;
  const auto lines = [&](std::size_t conflicts) {
    layout.conflicts.resize(conflicts);
    const std::string html = render_notices(tools, layout, "");
    std::size_t count = 0;
    for (std::size_t at = html.find("<p"); at != std::string::npos; at = html.find("<p", at + 1))
      ++count;
    const std::size_t more = html.find("more comment");
    return std::pair(count, more == std::string::npos ? "" : html.substr(more - 3, 22));
  };
  EXPECT_EQ(lines(3), std::pair(std::size_t{3}, std::string()));
  EXPECT_EQ(lines(4), std::pair(std::size_t{4}, std::string(">1 more comment was ch")));
  EXPECT_EQ(lines(50), std::pair(std::size_t{4}, std::string("47 more comments were ")));
  layout.more_conflicts = 5;
  EXPECT_EQ(lines(3), std::pair(std::size_t{4}, std::string(">5 more comments were ")));
}

}  // namespace
}  // namespace afterword
