#include "store/moderation/moderation_store.h"
#include "store/moderation/rule_store.h"

#include <gtest/gtest.h>

#include <memory>

#include "sql_number.h"
#include "store/comment/comment_store.h"
#include "store/comment/submission_store.h"
#include "store/moderation/audit_log_store.h"
#include "store/moderation/care_store.h"
#include "store/moderation/queue_store.h"
#include "store/moderation/report_store.h"
#include "temp_folder.h"
#include "test_database.h"
#include "test_policy.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};
const Actor ana{ActorKind::moderator, "Ana"};
const Actor ben{ActorKind::moderator, "Ben"};

class ModerationStoreTest : public testing::Test {
 protected:
  ModerationStoreTest() {
    database_ = made_database(folder_ / "a.db");
    comments_ = std::make_unique<CommentStore>(*database_);
    submissions_ = std::make_unique<SubmissionStore>(*database_);
    queue_ = std::make_unique<QueueStore>(*database_);
    audit_log_ = std::make_unique<AuditLogStore>(*database_);
    moderation_ = std::make_unique<ModerationStore>(*database_);
  }

  CommentId post(const std::string& text, Status status = Status::waiting,
                 std::optional<CommentId> parent = {}, const std::string& email = "mia@example.org",
                 const std::string& page = "/a") {
    Submission submission;
    submission.author = "Mia";
    submission.email = email;
    submission.text = text;
    submission.plain_text = text;
    submission.parent = parent;
    submission.page = {page, page + "/"};
    submission.address_prefix = "192.0.2.0/24";
    const auto accepted = submissions_->submit(submission, always(policy_for(status)), {},
                                               Instant{noon.ms + ++clock_ * 60'000});
    EXPECT_TRUE(accepted) << text;
    return accepted ? accepted->comment.id : CommentId{};
  }

  QueueItem item(CommentId id) { return queue_->item(id)->value(); }
  Target seen(CommentId id) { return {id, item(id).comment.version}; }
  Status status(CommentId id) { return item(id).comment.status; }
  std::int64_t version_of(const std::string& page) {
    return comments_->thread_state(page)->version;
  }

  ActOutcome act(ModerationAction action, CommentId id, const Actor& actor = ana) {
    return *moderation_->act(actor, action, {seen(id)}, "", noon);
  }

  std::vector<std::int64_t> ids(QueueFilter filter) {
    std::vector<std::int64_t> found;
    const auto page = queue_->page(filter);
    for (const QueueItem& item : page->items) found.push_back(item.comment.id.value);
    return found;
  }

  TempFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<CommentStore> comments_;
  std::unique_ptr<SubmissionStore> submissions_;
  std::unique_ptr<QueueStore> queue_;
  std::unique_ptr<AuditLogStore> audit_log_;
  std::unique_ptr<ModerationStore> moderation_;
  int clock_ = 0;
};

using Ids = std::vector<std::int64_t>;

TEST_F(ModerationStoreTest, EveryDecisionChangesTheAuditLogAndTheCounts) {
  const CommentId id = post("Thank you for this page");
  EXPECT_EQ(queue_->counts()->waiting, 1);
  const std::int64_t before = version_of("/a");
  const ActOutcome outcome = act(ModerationAction::approve, id);
  EXPECT_EQ(outcome.done, (std::vector<CommentId>{id}));
  EXPECT_EQ(status(id), Status::approved);
  EXPECT_GT(version_of("/a"), before) << "readers see it at once";
  EXPECT_EQ(queue_->counts()->waiting, 0);
  EXPECT_EQ(queue_->counts()->approved, 1);
  EXPECT_EQ(queue_->counts()->all, 1);
  const auto audit_log = *audit_log_->of_comment(id);
  ASSERT_EQ(audit_log.size(), 1U);
  EXPECT_EQ(audit_log[0].actor.name, "Ana");
  EXPECT_EQ(audit_log[0].action, "approve");
  EXPECT_EQ(audit_log[0].change, audit::Change(audit::StateChange{{.status = Status::waiting},
                                                                  {.status = Status::approved}}));
  EXPECT_EQ(audit_log[0].page_path, "/a/");
  EXPECT_EQ(item(id).comment.reason, "hold_all") << "the verdict's reasons stay";
}

TEST_F(ModerationStoreTest, AConflictChangesNothingAndNamesTheEarlierAction) {
  const CommentId id = post("One");
  const Target as_ben_saw_it = seen(id);
  act(ModerationAction::approve, id, ana);
  const auto outcome = *moderation_->act(ben, ModerationAction::spam, {as_ben_saw_it}, "", noon);
  EXPECT_TRUE(outcome.done.empty());
  EXPECT_EQ(outcome.batch, 0);
  ASSERT_EQ(outcome.conflicts.size(), 1U);
  EXPECT_EQ(outcome.conflicts[0].actor->name, "Ana");
  EXPECT_EQ(outcome.conflicts[0].action, "approve");
  EXPECT_EQ(status(id), Status::approved);
}

TEST_F(ModerationStoreTest, ADeletedCommentIsAConflictForOthers) {
  const CommentId id = post("One");
  const Target before = seen(id);
  act(ModerationAction::remove, id);
  const auto outcome = *moderation_->act(ben, ModerationAction::approve, {before}, "", noon);
  ASSERT_EQ(outcome.conflicts.size(), 1U);
  EXPECT_EQ(outcome.conflicts[0].action, "gone");
  EXPECT_EQ(outcome.conflicts[0].actor->name, "Ana");
}

TEST_F(ModerationStoreTest, UndoRestoresThePreviousState) {
  const CommentId one = post("One", Status::approved);
  const CommentId two = post("Two");
  const auto spam =
      *moderation_->act(ana, ModerationAction::spam, {seen(one), seen(two)}, "", noon);
  ASSERT_EQ(spam.done.size(), 2U);
  EXPECT_EQ(audit_log_->notice(spam.batch)->value().comments, 2);
  EXPECT_TRUE(audit_log_->notice(spam.batch)->value().can_undo);
  const auto undone = *moderation_->undo(ben, spam.batch, RuleRights::all, noon);
  EXPECT_EQ(undone.done.size(), 2U);
  EXPECT_EQ(status(one), Status::approved);
  EXPECT_EQ(status(two), Status::waiting);
  EXPECT_TRUE(audit_log_->notice(spam.batch)->value().undone);
  EXPECT_FALSE(audit_log_->notice(spam.batch)->value().can_undo);
  EXPECT_TRUE(moderation_->undo(ben, spam.batch, RuleRights::all, noon)->done.empty()) << "once";
}

TEST_F(ModerationStoreTest, UndoKeepsLaterChanges) {
  const CommentId one = post("One");
  const auto spam = act(ModerationAction::spam, one, ana);
  act(ModerationAction::approve, one, ben);
  const auto undone = *moderation_->undo(ana, spam.batch, RuleRights::all, noon);
  EXPECT_TRUE(undone.done.empty());
  ASSERT_EQ(undone.conflicts.size(), 1U);
  EXPECT_EQ(undone.conflicts[0].actor->name, "Ben");
  EXPECT_EQ(status(one), Status::approved);
}

TEST_F(ModerationStoreTest, ABatchThatWasUndoneInPartIsOfferedWhileTheRestCanBeUndone) {
  const CommentId one = post("One", Status::approved);
  const CommentId two = post("Two", Status::approved);
  ReportStore reports(*database_);
  for (const CommentId id : {one, two})
    ASSERT_TRUE(reports.submit({.comment = id, .reason = ReportReason::abuse, .reader = "a reader"},
                               CareMode::off, noon));
  const auto spam =
      *moderation_->act(ana, ModerationAction::spam, {seen(one), seen(two)}, "", noon);
  const auto restored = act(ModerationAction::restore, two, ben);
  const auto notice = [&] { return audit_log_->notice(spam.batch)->value(); };
  EXPECT_TRUE(notice().can_undo) << "the first comment";
  EXPECT_EQ(moderation_->undo(ana, spam.batch, RuleRights::all, noon)->conflicts.size(), 1U);
  EXPECT_EQ(status(one), Status::approved);
  EXPECT_EQ(status(two), Status::approved);
  EXPECT_FALSE(notice().can_undo) << "the second one is a conflict";
  EXPECT_FALSE(notice().undone) << "not completely";
  ASSERT_TRUE(moderation_->undo(ben, restored.batch, RuleRights::all, noon));
  EXPECT_EQ(status(two), Status::spam);
  EXPECT_TRUE(notice().can_undo) << "the conflict has gone";
  const auto rest = *moderation_->undo(ana, spam.batch, RuleRights::all, noon);
  EXPECT_EQ(rest.done, std::vector{two});
  EXPECT_TRUE(rest.conflicts.empty());
  EXPECT_EQ(status(two), Status::approved);
  EXPECT_EQ(item(two).reports.size(), 1U);
  EXPECT_TRUE(notice().undone);
  EXPECT_FALSE(notice().can_undo);
}

TEST_F(ModerationStoreTest, AMoveIsUndoneWithItsFirstComment) {
  const CommentId one = post("One", Status::approved);
  const CommentId two = post("Two", Status::approved, one);
  const auto moved = *moderation_->move(ana, seen(one), "/b", "/b/", noon);
  const auto away = *moderation_->move(ben, seen(two), "/c", "/c/", noon);
  ASSERT_TRUE(moderation_->undo(ana, moved.batch, RuleRights::all, noon));
  EXPECT_EQ(item(one).page_path, "/a/");
  EXPECT_EQ(item(two).page_path, "/c/");
  EXPECT_TRUE(audit_log_->notice(moved.batch)->value().undone);
  EXPECT_FALSE(audit_log_->notice(moved.batch)->value().can_undo);
  EXPECT_TRUE(audit_log_->notice(away.batch)->value().can_undo);
}

TEST_F(ModerationStoreTest, RestoreReturnsToThePreviousStatus) {
  const CommentId published = post("One", Status::approved);
  ASSERT_TRUE(RuleStore(*database_).add(ana, {{}, RuleKind::block, "two"}, noon));
  const CommentId blocked = post("Two");
  EXPECT_EQ(status(blocked), Status::trash);
  act(ModerationAction::trash, published);
  act(ModerationAction::restore, published);
  act(ModerationAction::restore, blocked);
  EXPECT_EQ(status(published), Status::approved);
  EXPECT_EQ(status(blocked), Status::waiting);
}

TEST_F(ModerationStoreTest, AnEditStoresARevisionAndCanBeUndone) {
  const CommentId id = post("My phone is 0123", Status::approved);
  const auto edited = *moderation_->edit(
      ana, seen(id), {"Mia", "mia@example.org", "", "My phone is [removed]"}, "redact", noon);
  EXPECT_EQ(item(id).comment.text, "My phone is [removed]");
  EXPECT_TRUE(item(id).comment.edited);
  const auto revisions = *queue_->revisions(id, {}, 10);
  ASSERT_EQ(revisions.size(), 1U);
  EXPECT_EQ(revisions[0].text, "My phone is 0123");
  EXPECT_EQ(revisions[0].replaced_by.name, "Ana");
  QueueFilter filter;
  filter.view = QueueView::all;
  filter.search = "removed";
  EXPECT_EQ(ids(filter), (Ids{id.value}));
  filter.search = "0123";
  EXPECT_EQ(ids(filter), Ids{}) << "what was taken out is not found any more";
  ASSERT_TRUE(moderation_->undo(ben, edited.batch, RuleRights::all, noon));
  EXPECT_EQ(item(id).comment.text, "My phone is 0123");
  EXPECT_EQ(queue_->revisions(id, {}, 10)->size(), 2U);
}

TEST_F(ModerationStoreTest, AnEditOfAnOutdatedVersionIsAConflict) {
  const CommentId id = post("One");
  const Target before = seen(id);
  act(ModerationAction::approve, id, ben);
  const auto outcome = *moderation_->edit(ana, before, {"Mia", "", "", "Other"}, "edit", noon);
  EXPECT_EQ(outcome.conflicts.size(), 1U);
  EXPECT_EQ(item(id).comment.text, "One");
}

TEST_F(ModerationStoreTest, AReplyApprovesItsParent) {
  const CommentId id = post("How do I begin?");
  StaffReply reply{seen(id), "Ana", "", "Gently.", TextFormat::plain, true};
  const auto result = *moderation_->reply(ana, reply, noon);
  ASSERT_TRUE(result.id);
  EXPECT_EQ(status(id), Status::approved);
  EXPECT_EQ(status(*result.id), Status::approved);
  EXPECT_TRUE(item(*result.id).comment.pinned);
  EXPECT_EQ(item(*result.id).comment.parent, id);
  EXPECT_EQ(audit_log_->notice(result.outcome.batch)->value().action, "reply");
  ASSERT_TRUE(moderation_->undo(ana, result.outcome.batch, RuleRights::all, noon));
  EXPECT_EQ(status(id), Status::waiting);
  EXPECT_EQ(status(*result.id), Status::trash);
}

TEST_F(ModerationStoreTest, AMoveAndItsUndoIncludeTheReplies) {
  const CommentId one = post("One", Status::approved);
  const CommentId two = post("Two", Status::approved, one);
  const CommentId three = post("Three", Status::approved, two);
  const auto moved = *moderation_->move(ana, seen(two), "/b", "/b/", noon);
  EXPECT_EQ(moved.done.size(), 2U);
  EXPECT_EQ(item(two).page_path, "/b/");
  EXPECT_FALSE(item(two).comment.parent);
  EXPECT_EQ(item(three).page_path, "/b/");
  EXPECT_EQ(item(three).comment.top_level, two);
  EXPECT_EQ(comments_->comment_page((*comments_->find_thread("/a"))->id, {})->approved, 1);
  ASSERT_TRUE(moderation_->undo(ana, moved.batch, RuleRights::all, noon));
  EXPECT_EQ(item(two).page_path, "/a/");
  EXPECT_EQ(item(two).comment.parent, one);
  EXPECT_EQ(item(three).comment.top_level, one);
}

TEST_F(ModerationStoreTest, UndoingAMoveIncludesLaterReplies) {
  const CommentId one = post("One", Status::approved);
  const CommentId two = post("Two", Status::approved, one);
  const CommentId three = post("Three", Status::approved, two);
  const auto moved = *moderation_->move(ana, seen(two), "/b", "/b/", noon);
  act(ModerationAction::pin, three);
  const CommentId four = post("Four", Status::approved, two, "mia@example.org", "/b");
  const auto undone = *moderation_->undo(ana, moved.batch, RuleRights::all, noon);
  EXPECT_EQ(undone.done.size(), 3U);
  EXPECT_TRUE(undone.conflicts.empty());
  for (const CommentId id : {two, three, four}) {
    EXPECT_EQ(item(id).page_path, "/a/");
    EXPECT_EQ(item(id).comment.top_level, one);
  }
  EXPECT_EQ(item(four).comment.parent, two);
  ASSERT_TRUE(moderation_->undo(ana, undone.batch, RuleRights::all, noon));
  EXPECT_EQ(item(four).page_path, "/a/") << "an undo is not undone, in no part";
}

TEST_F(ModerationStoreTest, AMoveIsNotUndoneWithoutItsFormerParent) {
  const CommentId one = post("One", Status::approved);
  const CommentId two = post("Two", Status::approved, one);
  const auto away = *moderation_->move(ana, seen(two), "/b", "/b/", noon);
  const auto parent_away = *moderation_->move(ana, seen(one), "/c", "/c/", noon);
  const auto refused = *moderation_->undo(ana, away.batch, RuleRights::all, noon);
  ASSERT_EQ(refused.conflicts.size(), 1U);
  EXPECT_EQ(refused.conflicts[0].comment, two);
  EXPECT_EQ(item(two).page_path, "/b/") << "not on another page than what it replies to";
  ASSERT_TRUE(moderation_->undo(ana, parent_away.batch, RuleRights::all, noon));
  ASSERT_TRUE(moderation_->undo(ana, away.batch, RuleRights::all, noon));
  EXPECT_EQ(item(two).comment.parent, one);

  const auto again = *moderation_->move(ana, seen(two), "/b", "/b/", noon);
  act(ModerationAction::remove, one);
  const auto orphan = moderation_->undo(ana, again.batch, RuleRights::all, noon);
  ASSERT_TRUE(orphan);
  EXPECT_EQ(orphan->conflicts.size(), 1U);
  EXPECT_EQ(item(two).page_path, "/b/");
}

TEST_F(ModerationStoreTest, ClosingAPageAndAMemorialCanBeUndone) {
  const CommentId id = post("One", Status::approved);
  const auto closed = act(ModerationAction::memorial, id);
  EXPECT_TRUE((*comments_->find_thread("/a"))->closed);
  EXPECT_TRUE((*comments_->find_thread("/a"))->memorial);
  ASSERT_TRUE(moderation_->undo(ana, closed.batch, RuleRights::all, noon));
  EXPECT_FALSE((*comments_->find_thread("/a"))->closed);
  EXPECT_FALSE((*comments_->find_thread("/a"))->memorial);
}

TEST_F(ModerationStoreTest, UndoKeepsALaterClosingOfThePage) {
  const CommentId id = post("One", Status::approved);
  const auto closed = act(ModerationAction::close, id, ana);
  act(ModerationAction::reopen, id, ben);
  const auto closed_again = act(ModerationAction::close, id, ben);
  EXPECT_FALSE(audit_log_->notice(closed.batch)->value().can_undo);
  ASSERT_TRUE(moderation_->undo(ana, closed.batch, RuleRights::all, noon));
  EXPECT_TRUE((*comments_->find_thread("/a"))->closed);
  ASSERT_TRUE(moderation_->undo(ben, closed_again.batch, RuleRights::all, noon));
  EXPECT_FALSE((*comments_->find_thread("/a"))->closed);
}

TEST_F(ModerationStoreTest, ClosingsOfAPageAreUndoneOneAfterTheOther) {
  const CommentId id = post("One", Status::approved);
  const auto closed = act(ModerationAction::close, id);
  const auto reopened = act(ModerationAction::reopen, id);
  ASSERT_TRUE(moderation_->undo(ana, reopened.batch, RuleRights::all, noon));
  EXPECT_TRUE((*comments_->find_thread("/a"))->closed);
  EXPECT_TRUE(audit_log_->notice(closed.batch)->value().can_undo);
  ASSERT_TRUE(moderation_->undo(ana, closed.batch, RuleRights::all, noon));
  EXPECT_FALSE((*comments_->find_thread("/a"))->closed);
}

TEST_F(ModerationStoreTest, UndoRestoresTheTitleOfAPageUnlessItWasRenamedLater) {
  const ThreadId thread = item(post("One", Status::approved)).comment.thread;
  const auto title = [&] { return (*comments_->find_thread("/a"))->title; };
  const auto rename = [&](std::string_view text, const Actor& actor = ana) {
    return moderation_->rename_page(actor, thread, text, noon)->batch;
  };
  const auto undo = [&](std::int64_t batch) {
    return moderation_->undo(ana, batch, RuleRights::all, noon)->batch != 0;
  };
  const auto can_undo = [&](std::int64_t batch) {
    return audit_log_->notice(batch)->value().can_undo;
  };
  const std::int64_t first = rename("First");
  const std::int64_t second = rename("Second", ben);
  EXPECT_EQ(rename("Second"), 0) << "nothing changes";
  EXPECT_FALSE(can_undo(first));
  EXPECT_FALSE(undo(first));
  EXPECT_EQ(title(), "Second");
  // A change of another kind is no rename.
  ASSERT_TRUE(moderation_->change_page(ben, thread, ModerationAction::close, noon));
  const std::int64_t version = version_of("/a");
  EXPECT_TRUE(undo(second));
  EXPECT_EQ(title(), "First");
  EXPECT_GT(version_of("/a"), version) << "readers see it";
  EXPECT_FALSE(undo(second)) << "only once";
  EXPECT_TRUE(can_undo(first));
  EXPECT_TRUE(undo(first));
  EXPECT_EQ(title(), "");
  const std::int64_t third = rename("Second");
  rename("Other");
  rename("Second");
  EXPECT_FALSE(undo(third)) << "renamed later, to the same";
}

TEST_F(ModerationStoreTest, AFormChangesNoTitleThatAModeratorChose) {
  const auto post_titled = [&](const std::string& text, const std::string& title) {
    Submission submission;
    submission.author = "Mia";
    submission.email = "mia@example.org";
    submission.text = submission.plain_text = text;
    submission.page = {"/a", "/a/"};
    submission.page_title = title;
    submission.address_prefix = "192.0.2.0/24";
    return submissions_
        ->submit(submission, always(policy_for(Status::approved)), {},
                 Instant{noon.ms + ++clock_ * 60'000})
        ->comment.thread;
  };
  const auto title = [&] { return (*comments_->find_thread("/a"))->title; };
  const ThreadId thread = post_titled("One", "Given");
  post_titled("Two", "Given again");
  EXPECT_EQ(title(), "Given again") << "by a known commenter";
  const auto renamed = moderation_->rename_page(ana, thread, "Chosen", noon);
  post_titled("Three", "Given later");
  EXPECT_EQ(title(), "Chosen");
  ASSERT_TRUE(moderation_->undo(ana, renamed->batch, RuleRights::all, noon));
  EXPECT_EQ(title(), "Given again");
  post_titled("Four", "Given later");
  EXPECT_EQ(title(), "Given later") << "as before it was renamed";
}

TEST_F(ModerationStoreTest, ALockAppliesToTheSubthreadAndRefusesReplies) {
  const CommentId one = post("One", Status::approved);
  const CommentId two = post("Two", Status::approved, one);
  act(ModerationAction::lock, two);
  EXPECT_TRUE(item(one).comment.locked);
  Submission late;
  late.author = "Noa";
  late.email = "noa@example.org";
  late.text = "Late";
  late.parent = two;
  late.page = {"/a", "/a/"};
  const auto refused = submissions_->submit(late, always(publish_all()), {}, noon);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), Refusal::thread_locked);
}

TEST_F(ModerationStoreTest, AuditLogEntriesCannotBeChangedOrDeleted) {
  act(ModerationAction::approve, post("One"));
  for (const char* sql : {"UPDATE audit_log SET note = 'x'", "DELETE FROM audit_log"}) {
    const std::string command = "sqlite3 " + (folder_ / "a.db") + " \"" + sql + "\" 2>/dev/null";
    EXPECT_NE(std::system(command.c_str()), 0) << sql;
  }
  EXPECT_EQ(audit_log_->list({}, 10)->size(), 1U);
}

TEST_F(ModerationStoreTest, AModeratorNamedWriterIsNotTheWriter) {
  const Actor named{ActorKind::moderator, "writer"};
  const CommentId id = post("One", Status::approved);
  ASSERT_TRUE(moderation_->edit(named, seen(id), {"Mia", "", "", "Two"}, "edit", noon));
  ASSERT_EQ(*moderation_->withdraw({ActorKind::writer}, seen(id), noon), Change::done);
  const auto audit_log = *audit_log_->of_comment(id);
  EXPECT_EQ(audit_log[0].actor.kind, ActorKind::writer);
  EXPECT_EQ(audit_log[0].actor.name, "");
  EXPECT_EQ(audit_log[1].actor.kind, ActorKind::moderator);
  EXPECT_EQ(audit_log[1].actor.name, "writer");
  const auto revisions = *queue_->revisions(id, {}, 10);
  EXPECT_EQ(revisions.at(0).replaced_by.kind, ActorKind::moderator);
  EXPECT_EQ(revisions.at(0).replaced_by.name, "writer");
}

TEST_F(ModerationStoreTest, TheDatabaseAcceptsValidActorsOnly) {
  const CommentId id = post("One");
  const auto insert = [&](const std::string& actor, const std::string& name) {
    const std::string entry =
        "INSERT INTO audit_log (at, batch, actor, actor_name, action) "
        "VALUES (1, 1, '" +
        actor + "', '" + name + "', 'edit'); ";
    const std::string revision =
        "INSERT INTO revision (comment_id, author, email, url, text, replaced_at, replaced_by, "
        "replaced_by_name) VALUES (" +
        std::to_string(id.value) + ", '', '', '', '', 1, '" + actor + "', '" + name + "')";
    const auto run = [&](const std::string& sql) {
      return std::system(
                 ("sqlite3 " + (folder_ / "a.db") + " \"" + sql + "\" 2>/dev/null").c_str()) == 0;
    };
    return std::pair(run(entry), run(revision));
  };
  for (const ActorKind kind : {ActorKind::command_line, ActorKind::setup_page, ActorKind::mail_link,
                               ActorKind::writer, ActorKind::reader}) {
    EXPECT_EQ(insert(std::string(to_text(kind)), ""), std::pair(true, true)) << to_text(kind);
    EXPECT_EQ(parse_actor_kind(to_text(kind)), kind);
  }
  EXPECT_EQ(insert("moderator", "Ana"), std::pair(true, true));
  EXPECT_EQ(insert("moderator", ""), std::pair(false, false)) << "nobody";
  EXPECT_EQ(insert("writer", "Ana"), std::pair(false, false)) << "a moderator's name only";
  EXPECT_EQ(insert("the writer", ""), std::pair(false, false)) << "no code";
}

/// As an older version of the program, or somebody with the sqlite3 shell, may have written it.
TEST_F(ModerationStoreTest, AnEntryWithOtherJsonSpacingCanBeUndone) {
  const CommentId id = post("One", Status::approved);
  const auto trash = act(ModerationAction::trash, id);
  const std::int64_t batch = sql_number(
      folder_ / "a.db",
      "INSERT INTO audit_log (at, batch, actor, actor_name, action, comment_id, before, "
      "after, version) "
      "SELECT at, batch + 1, actor, 'Ben', action, comment_id, '{ \"status\": \"approved\" }', "
      "'{ \"status\": \"trash\" }', version FROM audit_log WHERE batch = " +
          std::to_string(trash.batch) + " RETURNING batch");
  EXPECT_TRUE(audit_log_->notice(batch)->value().can_undo);
  ASSERT_TRUE(moderation_->undo(ana, batch, RuleRights::all, noon));
  EXPECT_EQ(status(id), Status::approved);
  EXPECT_TRUE(audit_log_->notice(batch)->value().undone);
}

/// The stored counts equal a count of all comments.
TEST_F(ModerationStoreTest, EveryChangeUpdatesTheCommentCounts) {
  const auto expect_exact = [&](const std::string& after) {
    const std::string wrong =
        "SELECT count(*) FROM comment_count WHERE comments <> (SELECT count(*) FROM comment "
        "WHERE status = comment_count.name OR (comment_count.name = 'care' AND care = 'open'))";
    EXPECT_EQ(sql_number(folder_ / "a.db", wrong), 0) << after;
  };
  ReportStore reports(*database_);
  const CommentId start = post("Start");
  act(ModerationAction::approve, start);
  expect_exact("approve");
  const CommentId reply = post("Reply", Status::approved, start);
  ASSERT_TRUE(
      reports.submit({.comment = start, .reason = ReportReason::worried, .reader = "a reader"},
                     CareMode::phrases, noon));
  EXPECT_EQ(queue_->counts()->care, 1);
  expect_exact("report");
  for (const auto action :
       {ModerationAction::hold, ModerationAction::resolve, ModerationAction::spam,
        ModerationAction::restore, ModerationAction::approve, ModerationAction::trash}) {
    const auto outcome = act(action, start);
    expect_exact(std::string(to_text(action)));
    ASSERT_TRUE(moderation_->undo(ben, outcome.batch, RuleRights::all, noon));
    expect_exact("undo of " + std::string(to_text(action)));
  }
  EXPECT_EQ(queue_->counts()->care, 1);
  act(ModerationAction::remove, start);
  EXPECT_EQ(queue_->counts()->care, 0);
  expect_exact("delete with a reply");
  act(ModerationAction::remove, reply);
  expect_exact("delete of the last reply");
  EXPECT_EQ(queue_->counts()->all, 0);
}

TEST_F(ModerationStoreTest, TheQueueIsPagedInBothOrdersAndFiltered) {
  for (int i = 0; i < 5; ++i) post("Number " + std::to_string(i));
  post("Elsewhere", Status::waiting, {}, "noa@example.org", "/b");
  post("Published", Status::approved);
  QueueFilter filter;
  filter.limit = 3;
  EXPECT_EQ(ids(filter), (Ids{6, 5, 4}));
  EXPECT_TRUE(queue_->page(filter)->more);
  filter.after = CommentId{4};
  EXPECT_EQ(ids(filter), (Ids{3, 2, 1}));
  EXPECT_FALSE(queue_->page(filter)->more);
  filter.after = {};
  filter.oldest_first = true;
  EXPECT_EQ(ids(filter), (Ids{1, 2, 3}));
  filter.after = CommentId{5};
  EXPECT_EQ(ids(filter), (Ids{6}));
  QueueFilter one;
  one.view = QueueView::all;
  one.email = "noa@example.org";
  EXPECT_EQ(ids(one), (Ids{6}));
  one.email.clear();
  one.page = "/b";
  EXPECT_EQ(ids(one), (Ids{6}));
  one.page = "/nowhere";
  EXPECT_EQ(ids(one), Ids{});
  one.page.clear();
  one.author = "Mia";
  one.address_prefix = "192.0.2.0/24";
  one.search = "number";
  EXPECT_EQ(ids(one).size(), 5U);
  EXPECT_EQ(item(CommentId{1}).others, 5);
  EXPECT_EQ(item(CommentId{1}).others_approved, 1);
}

/// A comment by somebody with this address, on a site that holds first comments.
class NotSpamTest : public ModerationStoreTest {
 protected:
  Status next_comment(const std::string& author, const std::string& email) {
    Submission submission;
    submission.author = author;
    submission.email = email;
    submission.text = submission.plain_text = "Text " + std::to_string(++clock_);
    submission.page = {"/a", "/a/"};
    ModerationPolicy policy = publish_all();
    policy.hold_first = true;
    return submissions_->submit(submission, always(policy), {}, Instant{noon.ms + clock_ * day_ms})
        ->comment.status;
  }
};

TEST_F(NotSpamTest, PublishesTheCommentAndRemembersItsEmail) {
  const CommentId id = post("No spam at all");
  act(ModerationAction::spam, id);
  EXPECT_EQ(next_comment("Mia", "mia@example.org"), Status::waiting);
  act(ModerationAction::not_spam, id);
  EXPECT_EQ(status(id), Status::approved);
  EXPECT_EQ(next_comment("Mia", "mia@example.org"), Status::approved);
  EXPECT_EQ(next_comment("Mia B.", "mia@example.org"), Status::approved);
  EXPECT_EQ(next_comment("Mia", "mia.b@example.org"), Status::waiting);
  const auto audit_log = *audit_log_->of_comment(id);
  EXPECT_EQ(audit::encode(audit_log.front().change).after.json(),
            R"({"not_spam":true,"status":"approved"})");
}

TEST_F(NotSpamTest, TheEmailStaysRememberedWhenTheCommentIsRemoved) {
  const CommentId id = post("No spam at all");
  act(ModerationAction::not_spam, id);
  ASSERT_EQ(*moderation_->withdraw({ActorKind::writer}, seen(id), noon), Change::done);
  EXPECT_EQ(next_comment("Mia", "mia@example.org"), Status::approved);
}

TEST_F(NotSpamTest, UndoOrSpamForgetsTheEmail) {
  const CommentId id = post("No spam at all");
  const auto batch = act(ModerationAction::not_spam, id).batch;
  ASSERT_TRUE(moderation_->undo(ana, batch, RuleRights::all, noon));
  EXPECT_EQ(status(id), Status::waiting);
  EXPECT_EQ(next_comment("Mia B.", "mia@example.org"), Status::waiting);
  act(ModerationAction::not_spam, id);
  act(ModerationAction::spam, id);
  EXPECT_EQ(next_comment("Mia C.", "mia@example.org"), Status::waiting);
}

TEST_F(NotSpamTest, AMissingEmailIsNeverKnown) {
  act(ModerationAction::not_spam, post("No spam at all", Status::waiting, {}, ""));
  EXPECT_EQ(next_comment("Mia", ""), Status::waiting) << "anybody can write this name";
  EXPECT_EQ(next_comment("Noa", ""), Status::waiting);
}

class RewriteTest : public ModerationStoreTest {
 protected:
  /// The commenter's change of the comment in its current version.
  Result<Comment, Refusal> rewrite(CommentId id, const std::string& text,
                                   const ModerationPolicy& policy = publish_all()) {
    return submissions_->rewrite({ActorKind::writer}, {seen(id), changed(text)}, always(policy),
                                 Instant{noon.ms + ++clock_ * 60'000});
  }

  static Submission changed(const std::string& text) {
    Submission submission;
    submission.text = text;
    submission.plain_text = text;
    return submission;
  }
};

TEST_F(RewriteTest, UndoingAHeldRewriteRestoresTheText) {
  const CommentId id = post("Words of before", Status::approved);
  ASSERT_TRUE(rewrite(id, "Words of after", hold_all()));
  EXPECT_EQ(status(id), Status::waiting);
  EXPECT_EQ(item(id).comment.reason, "hold_all");
  const auto audit_log = *audit_log_->of_comment(id);
  ASSERT_EQ(audit_log.size(), 2U);
  ASSERT_TRUE(moderation_->undo(ana, audit_log.front().batch, RuleRights::all, noon));
  EXPECT_EQ(status(id), Status::approved);
  EXPECT_EQ(item(id).comment.text, "Words of before");
  EXPECT_EQ(item(id).comment.reason, "");
}

TEST_F(RewriteTest, UndoingARewriteRestoresTheReason) {
  ModerationPolicy contact = publish_all();
  contact.hold_contact_details = true;
  const CommentId id = post("Words of before", Status::approved);
  ASSERT_TRUE(rewrite(id, "Words of after, mia@example.org", contact));
  EXPECT_EQ(item(id).comment.reason, "contact:email");
  ASSERT_TRUE(rewrite(id, "Words of later", hold_all()));
  EXPECT_EQ(item(id).comment.reason, "hold_all");
  const std::int64_t batch = audit_log_->of_comment(id)->front().batch;
  ASSERT_TRUE(moderation_->undo(ana, batch, RuleRights::all, noon));
  EXPECT_EQ(item(id).comment.text, "Words of after, mia@example.org");
  EXPECT_EQ(item(id).comment.reason, "contact:email");
}

TEST_F(RewriteTest, ARewriteOfAPublishedCommentIsMarkedAsEdited) {
  const CommentId id = post("Words", Status::approved);
  const auto mark = [&] { return item(id).comment.writer_edited; };
  EXPECT_FALSE(mark());
  const std::int64_t version = version_of("/a");
  ASSERT_TRUE(rewrite(id, "Better words"));
  const auto first = mark();
  EXPECT_EQ(first, Instant{noon.ms + clock_ * 60'000});
  EXPECT_GT(version_of("/a"), version);
  ASSERT_TRUE(rewrite(id, "Words that are held", hold_all()));
  EXPECT_GT(mark(), first);
  act(ModerationAction::approve, id);
  EXPECT_GT(mark(), first);
}

TEST_F(RewriteTest, ARewriteOfAFormerlyPublishedCommentIsMarkedAsEdited) {
  const CommentId id = post("Words");
  act(ModerationAction::approve, id);
  act(ModerationAction::hold, id);
  ASSERT_TRUE(rewrite(id, "Better words"));
  act(ModerationAction::approve, id);
  EXPECT_TRUE(item(id).comment.writer_edited);
}

TEST_F(RewriteTest, ChangesBeforePublicationOrByModeratorsAreNotMarked) {
  const CommentId id = post("Words");
  ASSERT_TRUE(rewrite(id, "Better words"));
  act(ModerationAction::approve, id);
  ASSERT_TRUE(moderation_->edit(ana, seen(id), {"Mia", "mia@example.org", "", "Ana's words"},
                                "edit", noon));
  EXPECT_TRUE(item(id).comment.edited);
  EXPECT_FALSE(item(id).comment.writer_edited);
}

TEST_F(RewriteTest, UndoingARewriteRestoresTheEditedMark) {
  const CommentId id = post("Words", Status::approved);
  ASSERT_TRUE(rewrite(id, "Better words"));
  const auto first = item(id).comment.writer_edited;
  ASSERT_TRUE(rewrite(id, "Worse words"));
  const auto undo = [&](std::size_t line) {
    const auto audit_log = *audit_log_->of_comment(id);
    ASSERT_TRUE(moderation_->undo(ana, audit_log.at(line).batch, RuleRights::all, noon));
  };
  undo(0);
  EXPECT_EQ(item(id).comment.text, "Better words");
  EXPECT_EQ(item(id).comment.writer_edited, first);
}

TEST_F(RewriteTest, TheWriterOfAPublishedCommentIsKnown) {
  const CommentId first = post("First", Status::approved);
  const CommentId second = post("Second");
  for (const CommentId id : {first, second}) {
    ModerationPolicy policy = publish_all();
    policy.hold_first = true;
    ASSERT_TRUE(rewrite(id, "Changed", policy));
    EXPECT_EQ(item(id).comment.reason, id == first ? "" : "hold_all");
  }
  EXPECT_EQ(status(first), Status::approved);
  EXPECT_EQ(status(second), Status::waiting) << "nothing becomes published by it";
}

TEST_F(RewriteTest, IsRefusedIfTheRevisionsTakeTooMuchSpace) {
  const CommentId id = post("Small", Status::approved);
  const std::string large(600'000, 'x');
  ASSERT_TRUE(rewrite(id, large + "1"));
  ASSERT_TRUE(rewrite(id, large + "2"));
  ASSERT_TRUE(rewrite(id, large + "3"));
  EXPECT_EQ(rewrite(id, large + "4").error(), Refusal::too_many_rewrites);
  EXPECT_EQ(item(id).comment.text, large + "3");
  EXPECT_EQ(*moderation_->withdraw({ActorKind::writer}, seen(id), noon), Change::done);
}

TEST_F(RewriteTest, IsRefusedForAnotherVersion) {
  const CommentId id = post("Mine", Status::approved);
  const Rewrite change{seen(id), changed("Changed")};
  const auto refusal = [&] {
    return submissions_
        ->rewrite({ActorKind::writer}, change, always(publish_all()), Instant{noon.ms + day_ms})
        .error();
  };
  act(ModerationAction::hold, id);
  EXPECT_EQ(refusal(), Refusal::comment_changed);
  act(ModerationAction::approve, id);
  EXPECT_EQ(refusal(), Refusal::comment_changed) << "it was held in between";
  act(ModerationAction::trash, id);
  EXPECT_EQ(refusal(), Refusal::link_gone);
  EXPECT_EQ(*moderation_->withdraw({ActorKind::writer}, change.target, noon), Change::gone);
}

TEST_F(RewriteTest, IsAllowedForAVersionThatWasOnlyApprovedOrPinnedSince) {
  const CommentId id = post("Mine");
  const Rewrite change{seen(id), changed("Changed")};
  act(ModerationAction::approve, id);
  act(ModerationAction::pin, id);
  ModerationPolicy careful = publish_all();
  careful.hold_first = true;
  const auto after = submissions_->rewrite({ActorKind::writer}, change, always(careful),
                                           Instant{noon.ms + day_ms});
  ASSERT_TRUE(after);
  EXPECT_EQ(after->text, "Changed");
  EXPECT_EQ(after->status, Status::waiting) << "nobody has read it";
}

TEST_F(ModerationStoreTest, SearchReadsQuotesAndOperatorsAsWords) {
  post("She said \"AND NOT\" to Привет (near/3) author:x");
  QueueFilter filter;
  for (const char* typed : {"\"AND", "and not", "NEAR(", "привет", "author:x", "she*", "sai",
                            "(near/3)", "said\" OR \"x", "^she"}) {
    filter.search = typed;
    const auto found = queue_->page(filter);
    ASSERT_TRUE(found) << typed;
    const bool all_there = std::string(typed) != "said\" OR \"x";
    EXPECT_EQ(found->items.size(), all_there ? 1U : 0U) << typed;
  }
  for (const std::string& typed :
       {std::string("\"\"\""), std::string("*"), std::string(10'000, 'x'), std::string(10'000, '"'),
        std::string("' ; DROP TABLE comment")}) {
    filter.search = typed;
    EXPECT_TRUE(queue_->page(filter)) << typed.substr(0, 10);
    EXPECT_TRUE(queue_->page(filter)->items.empty());
  }
}

}  // namespace
}  // namespace afterword
