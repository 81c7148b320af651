#include "store/comment/comment_store.h"
#include "store/comment/submission_store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <re2/re2.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "sql/reports.h"
#include "sql/statements.h"
#include "sql_number.h"
#include "store/moderation/care_store.h"
#include "store/moderation/moderation_store.h"
#include "store/moderation/rule_store.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/sqlite_database.h"
#include "store/transfer/import_store.h"
#include "temp_folder.h"
#include "test_database.h"
#include "test_policy.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

class CommentStoreTest : public testing::Test {
 protected:
  CommentStoreTest() { reopen(); }

  void reopen(JournalMode journal = JournalMode::automatic) {
    store_.reset();
    submissions_.reset();
    database_.reset();
    auto opened = open_database({.path = folder_ / "a.db", .journal = journal}, Opening::create);
    ASSERT_TRUE(opened) << opened.error().sentence;
    database_ = std::move(opened).value();
    store_ = std::make_unique<CommentStore>(*database_);
    submissions_ = std::make_unique<SubmissionStore>(*database_);
  }

  static Submission sent(const std::string& text, std::optional<CommentId> parent = {}) {
    Submission submission;
    submission.author = "Ana";
    submission.email = "ana@example.org";
    submission.text = text;
    submission.plain_text = text;
    submission.parent = parent;
    submission.page = {"/a", "/a/"};
    submission.address_prefix = "192.0.2.0/24";
    return submission;
  }

  /// Submits a minute after the previous one.
  Result<SubmitResult, Refusal> submit(const Submission& submission,
                                       Status status = Status::approved,
                                       const PageRequest& paging = {}) {
    return submissions_->submit(submission, always(policy_for(status)), paging, next_minute());
  }

  Instant next_minute() { return Instant{noon.ms + ++clock_ * 60'000}; }

  CommentId post(const std::string& text, std::optional<CommentId> parent = {},
                 Status status = Status::approved) {
    const auto stored = submit(sent(text, parent), status);
    EXPECT_TRUE(stored) << text;
    return stored ? stored->comment.id : CommentId{};
  }

  Refusal refused(const Submission& submission) {
    const auto result = submit(submission);
    return result ? Refusal::not_found : result.error();
  }

  /// Performs a moderation action; false if the comment does not exist.
  bool decide(CommentId id, ModerationAction action) {
    ModerationStore moderation(*database_);
    const auto outcome = moderation.act({ActorKind::moderator, "Ben"}, action, {{id, 0}}, "", noon);
    return outcome && outcome->conflicts.empty();
  }

  ThreadId thread() { return (*store_->find_thread("/a"))->id; }

  CommentPage page(PageRequest request) { return *store_->comment_page(thread(), request); }

  /// The ids on a page, in result order.
  std::vector<std::int64_t> ids(const PageRequest& request) {
    std::vector<std::int64_t> found;
    for (const Comment& comment : page(request).comments) found.push_back(comment.id.value);
    return found;
  }

  TempFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<CommentStore> store_;
  std::unique_ptr<SubmissionStore> submissions_;
  int clock_ = 0;
};

using Ids = std::vector<std::int64_t>;

TEST_F(CommentStoreTest, ACommentRoundTrips) {
  Submission submission = sent("Line one\nΛόγος \\ 'quoted' {{X}}");
  submission.url = "http://example.org";
  submission.user_agent = "Test/1.0";
  submission.mail = SubscriptionKind::replies;
  const auto stored = submissions_->submit(submission, always({}), {}, noon);
  ASSERT_TRUE(stored);
  reopen({});
  const auto found = store_->find_comment(stored->comment.id);
  ASSERT_TRUE(found && *found);
  const Comment& comment = **found;
  EXPECT_EQ(comment.text, submission.text);
  EXPECT_EQ(comment.url, "http://example.org");
  EXPECT_EQ(comment.address_prefix, "192.0.2.0/24");
  EXPECT_EQ(comment.user_agent, "Test/1.0");
  EXPECT_EQ(comment.reason, "first_comment");
  EXPECT_EQ(comment.created, noon);
  EXPECT_EQ(comment.top_level, comment.id);
  EXPECT_TRUE(comment.mail_wanted);
}

TEST_F(CommentStoreTest, TheResultContainsTheDataOfTheResponse) {
  const SubmitResult first = submit(sent("1")).value();
  EXPECT_EQ(first.depth, 1);
  EXPECT_EQ(first.approved, 1);
  EXPECT_EQ(first.comment.text, (*store_->find_comment(first.comment.id))->text);
  CommentId above = first.comment.id;
  for (int depth = 2; depth <= 4; ++depth) {
    const SubmitResult reply = submit(sent("reply", above)).value();
    EXPECT_EQ(reply.depth, depth);
    EXPECT_EQ(reply.approved, depth);
    EXPECT_EQ(reply.comment.top_level, first.comment.id);
    EXPECT_EQ(reply.comment.parent, above);
    above = reply.comment.id;
  }
  PageRequest paging;
  paging.threads_depth = 3;
  EXPECT_EQ(submit(sent("deeper than is shown", above), Status::waiting, paging)->depth, 3);
  paging.threads_depth = 1;
  EXPECT_EQ(submit(sent("where there are no threads", above), Status::approved, paging)->depth, 1);
  EXPECT_EQ(submit(sent("6"))->approved, 6);
}

TEST_F(CommentStoreTest, AnApprovedCommentMakesItsAuthorKnown) {
  ModerationPolicy policy = publish_all();
  policy.hold_first = true;
  const auto status = [&](const std::string& text) {
    return submissions_->submit(sent(text), always(policy), {}, next_minute())->comment.status;
  };
  const CommentId first = post("First", {}, Status::waiting);
  EXPECT_EQ(status("Second"), Status::waiting);
  ASSERT_TRUE(decide(first, ModerationAction::approve));
  EXPECT_EQ(status("Third"), Status::approved);
}

TEST_F(CommentStoreTest, ARepeatedCommentIsADuplicateUnlessTheFirstIsInTheTrash) {
  const CommentId first = post("Same");
  EXPECT_EQ(refused(sent("Same")), Refusal::duplicate);
  Submission other = sent("Same");
  other.email = "ben@example.org";
  EXPECT_TRUE(submit(other));
  EXPECT_TRUE(submit(sent("Same", first)));
  ASSERT_TRUE(decide(first, ModerationAction::trash));
  EXPECT_TRUE(submit(sent("Same")));
}

TEST_F(CommentStoreTest, TwoQuickCommentsFromOneEmailOrAddressPrefixAreAFlood) {
  const Instant first = next_minute();
  ModerationPolicy policy = publish_all();
  ASSERT_TRUE(submissions_->submit(sent("One"), always(policy), {}, first));
  const auto second = [&](const Submission& submission, std::int64_t after_ms) {
    return submissions_->submit(submission, always(policy), {}, Instant{first.ms + after_ms});
  };
  Submission next = sent("Two");
  EXPECT_EQ(second(next, 14'999).error(), Refusal::flood);
  next.email = "ben@example.org";
  EXPECT_EQ(second(next, 14'999).error(), Refusal::flood);
  next.address_prefix = "198.51.100.0/24";
  EXPECT_TRUE(second(next, 14'999));
  next.text = "Three";
  EXPECT_EQ(second(next, 29'998).error(), Refusal::flood);
  EXPECT_TRUE(second(next, 29'999));
  next.text = "Four";
  policy.flood_seconds = 0;
  EXPECT_TRUE(second(next, 29'999));
}

TEST_F(CommentStoreTest, AClockSetBackCausesNoWait) {
  ASSERT_TRUE(submit(sent("One")));
  EXPECT_TRUE(
      submissions_->submit(sent("Two"), always(publish_all()), {}, Instant{noon.ms - day_ms}));
}

TEST_F(CommentStoreTest, AReplyNeedsAPublishedCommentOnTheSamePage) {
  const CommentId waiting = post("Waiting", {}, Status::waiting);
  EXPECT_EQ(refused(sent("Reply", waiting)), Refusal::parent_not_published);
  EXPECT_EQ(refused(sent("Reply", CommentId{999})), Refusal::parent_not_published);
  const CommentId published = post("Published");
  Submission elsewhere = sent("Reply", published);
  elsewhere.page.key = "/b";
  EXPECT_EQ(refused(elsewhere), Refusal::parent_not_published);
  // A refusal stores nothing, not even the other page's thread.
  EXPECT_FALSE(*store_->find_thread("/b"));
  const CommentId reply = post("Reply", published);
  EXPECT_EQ((*store_->find_comment(reply))->top_level, published);
}

TEST_F(CommentStoreTest, AThreadClosesAfterTheConfiguredDays) {
  const Instant opened = next_minute();
  ModerationPolicy policy = publish_all();
  policy.close_after_days = 7;
  ASSERT_TRUE(submissions_->submit(sent("One"), always(policy), {}, opened));
  const auto second = [&](std::int64_t after_ms) {
    return submissions_->submit(sent("Two"), always(policy), {}, Instant{opened.ms + after_ms});
  };
  EXPECT_EQ(second(7 * day_ms + 1).error(), Refusal::page_closed);
  EXPECT_TRUE(second(7 * day_ms));
}

TEST_F(CommentStoreTest, OnlyChangesThatReadersSeeRaiseTheVersion) {
  post("One");
  const auto version = store_->thread_state("/a")->version;
  const CommentId waiting = post("Two", {}, Status::waiting);
  EXPECT_EQ(store_->thread_state("/a")->version, version);
  ASSERT_TRUE(decide(waiting, ModerationAction::approve));
  EXPECT_GT(store_->thread_state("/a")->version, version);
  EXPECT_EQ(store_->thread_state("/none")->version, 0);
}

TEST_F(CommentStoreTest, TheChangeCounterChangesWithEveryCommitByAnyProcess) {
  for (const JournalMode journal : {JournalMode::truncate, JournalMode::wal}) {
    reopen(journal);
    const CommentId id = post(journal == JournalMode::wal ? "One" : "Two");
    const auto before = store_->thread_state("/a")->counter;
    ASSERT_TRUE(before);
    EXPECT_EQ(store_->change_counter(), before);
    auto other = open_database({.path = folder_ / "a.db", .journal = journal});
    ASSERT_TRUE(other);
    EXPECT_EQ(store_->change_counter(), before);
    ModerationStore other_store(**other);
    ASSERT_TRUE(other_store.act({ActorKind::moderator, "Ben"}, ModerationAction::spam, {{id, 0}},
                                "", noon));
    EXPECT_NE(store_->change_counter(), before);
    const auto after = store_->thread_state("/a")->counter;
    EXPECT_EQ(after, store_->change_counter());
    ASSERT_TRUE(decide(id, ModerationAction::approve));
    EXPECT_NE(store_->change_counter(), after) << "its own commits count too";
  }
}

TEST_F(CommentStoreTest, TheChangeCounterWorksAfterAnotherProcessSwitchesToWal) {
  const CommentId id = post("One");
  ASSERT_TRUE(store_->thread_state("/a"));
  auto other = open_database({.path = folder_ / "a.db", .journal = JournalMode::wal});
  ASSERT_TRUE(other);
  ModerationStore other_store(**other);
  auto before = store_->thread_state("/a")->counter;
  for (const auto action : {ModerationAction::spam, ModerationAction::approve}) {
    ASSERT_TRUE(other_store.act({ActorKind::moderator, "Ben"}, action, {{id, 0}}, "", noon));
    const auto state = store_->thread_state("/a");
    EXPECT_NE(store_->change_counter(), before);
    before = state->counter;
  }
}

TEST_F(CommentStoreTest, AnEqualCounterProvesTheSameVersionWhileOthersWrite) {
  for (const JournalMode journal : {JournalMode::truncate, JournalMode::wal}) {
    reopen(journal);
    const CommentId id = post(journal == JournalMode::wal ? "One" : "Two");
    std::atomic<bool> done = false;
    std::thread writer([&] {
      auto other = open_database({.path = folder_ / "a.db", .journal = journal});
      ModerationStore store(**other);
      for (int turn = 0; turn < 100; ++turn)
        static_cast<void>(
            store.act({ActorKind::moderator, "Ben"},
                      turn % 2 == 0 ? ModerationAction::spam : ModerationAction::approve, {{id, 0}},
                      "", noon));
      done = true;
    });
    int proved = 0;
    while (!done) {
      // Gives a writer a chance to get its lock without a WAL.
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      const auto state = store_->thread_state("/a");
      const auto again = store_->thread_state("/a");
      if (!state || !again || !state->counter || state->counter != store_->change_counter())
        continue;
      EXPECT_EQ(state->version, again->version);
      ++proved;
    }
    writer.join();
    EXPECT_GT(proved, 0);
  }
}

TEST_F(CommentStoreTest, PagesContainWholeSubthreadsCountedFromTheOldest) {
  const CommentId one = post("1");
  post("2");
  post("3");
  post("reply to 1", one);
  PageRequest request;
  request.per_page = 2;
  EXPECT_EQ(page(request).page_count, 2);
  EXPECT_EQ(page(request).approved, 4);
  EXPECT_EQ(ids(request), (Ids{3}));
  request.page = 1;
  EXPECT_EQ(ids(request), (Ids{1, 4, 2}));
  request.page = 99;
  EXPECT_EQ(page(request).page, 2);
  request.page.reset();
  request.open_newest = false;
  EXPECT_EQ(page(request).page, 1);
  request.threaded = false;
  EXPECT_EQ(ids(request), (Ids{1, 2}));
}

TEST_F(CommentStoreTest, APageShowsTheFirstRepliesAndThePagesOfTheSubthreadShowTheOthers) {
  const CommentId one = post("1");
  post("2");
  std::vector<CommentId> replies;
  for (int i = 0; i < 7; ++i)  // a chain of replies
    replies.push_back(post(fmt::format("reply {}", i), replies.empty() ? one : replies.back()));
  PageRequest request;
  request.replies_shown = 2;
  request.per_page = 3;
  EXPECT_EQ(ids(request), (Ids{1, 3, 4, 2}));
  const CommentPage whole = page(request);
  ASSERT_EQ(whole.cut.size(), 1U);
  EXPECT_EQ(whole.cut[0].top_level, one);
  EXPECT_EQ(whole.cut[0].next, replies[2]);
  EXPECT_EQ(whole.cut[0].hidden, 5);
  EXPECT_EQ(whole.approved, 9);
  EXPECT_FALSE(whole.subthread);

  // The page of the subthread that contains a reply, including the reply's ancestors.
  request.subthread = replies[5];
  EXPECT_EQ(ids(request), (Ids{6, 7, 8, 1}));
  const CommentPage subthread = page(request);
  EXPECT_EQ(subthread.subthread, one);
  EXPECT_EQ(subthread.page, 2);
  EXPECT_EQ(subthread.page_count, 3);
  EXPECT_EQ(subthread.approved, 9);
  ASSERT_EQ(subthread.answered.size(), 1U);
  EXPECT_EQ(subthread.answered[0].id, replies[2]) << "whom the first of them answers";
  request.subthread = one;
  EXPECT_EQ(ids(request), (Ids{1, 3, 4, 5}));
  request.page = 3;
  EXPECT_EQ(ids(request), (Ids{9, 1}));
}

TEST_F(CommentStoreTest, ACommentOfAShortSubthreadIsShownOnItsPageOfComments) {
  const CommentId one = post("1");
  const CommentId reply = post("reply", one);
  post("2");
  PageRequest request;
  request.per_page = 1;
  request.subthread = reply;
  request.page = 2;
  EXPECT_EQ(ids(request), (Ids{1, 2}));
  EXPECT_EQ(page(request).page, 1);
  EXPECT_FALSE(page(request).subthread);
  request.threaded = false;
  EXPECT_EQ(ids(request), (Ids{2}));
}

TEST_F(CommentStoreTest, AnUnpublishedCommentCannotBeRequested) {
  const CommentId one = post("1");
  for (int i = 0; i < 4; ++i) post(fmt::format("reply {}", i), one);
  const CommentId waiting = post("waiting", one, Status::waiting);
  PageRequest request;
  request.replies_shown = 2;
  request.subthread = waiting;
  EXPECT_FALSE(page(request).subthread);
  EXPECT_EQ(ids(request), (Ids{1, 2, 3}));
  // Its commenter sees it on the last page of the subthread without requesting the subthread.
  request.subthread.reset();
  request.own = waiting;
  request.per_page = 2;
  EXPECT_EQ(page(request).subthread, one);
  EXPECT_EQ(ids(request), (Ids{4, 5, 6, 1}));
}

TEST_F(CommentStoreTest, APinnedReplyIsAmongTheFirstRepliesAtAnyAge) {
  const CommentId one = post("1");
  for (int i = 0; i < 4; ++i) post(fmt::format("reply {}", i), one);
  const CommentId pinned = post("pinned", one);
  ASSERT_TRUE(decide(pinned, ModerationAction::pin));
  PageRequest request;
  request.replies_shown = 2;
  EXPECT_EQ(ids(request), (Ids{1, 2, 3, pinned.value}));
  EXPECT_EQ(page(request).cut[0].hidden, 2);
}

TEST_F(CommentStoreTest, TheResultSaysThatALateReplyIsInTheSubthread) {
  const CommentId one = post("1");
  PageRequest paging;
  paging.replies_shown = 2;
  const auto submitted = [&](const std::string& text) {
    return submit(sent(text, one), Status::approved, paging)->place;
  };
  EXPECT_FALSE(submitted("1").in_subthread);
  EXPECT_FALSE(submitted("2").in_subthread);
  EXPECT_TRUE(submitted("3").in_subthread);
}

TEST_F(CommentStoreTest, TheResultNamesThePageIfThereAreSeveral) {
  const CommentId one = post("1");
  post("2");
  EXPECT_EQ(submit(sent("reply to 1", one))->place.page, std::nullopt);
  PageRequest paging;
  paging.per_page = 1;
  EXPECT_EQ(submit(sent("another reply to 1", one), Status::approved, paging)->place.page, 1);
  EXPECT_EQ(submit(sent("3"), Status::approved, paging)->place.page, 3);
}

TEST_F(CommentStoreTest, AWaitingCommentIsShownToItsWriterOnly) {
  const CommentId one = post("1");
  const CommentId waiting = post("2", one, Status::waiting);
  post("3", {}, Status::waiting);
  PageRequest request;
  EXPECT_EQ(ids(request), (Ids{1}));
  request.own = waiting;
  EXPECT_EQ(ids(request), (Ids{1, 2}));
}

TEST_F(CommentStoreTest, ADeletedCommentWithRepliesLeavesAPlaceholder) {
  const CommentId one = post("1");
  const CommentId reply = post("2", one);
  ASSERT_TRUE(decide(one, ModerationAction::remove));
  EXPECT_FALSE(decide(one, ModerationAction::remove));
  PageRequest request;
  EXPECT_EQ(ids(request), (Ids{1, 2}));
  EXPECT_EQ(page(request).approved, 1);
  EXPECT_EQ(page(request).comments[0].text, "");
  EXPECT_EQ(page(request).comments[0].email, "");
  // Deleting the last reply deletes the placeholder too.
  ASSERT_TRUE(decide(reply, ModerationAction::remove));
  EXPECT_EQ(ids(request), Ids{});
  EXPECT_FALSE(*store_->find_comment(one));
  EXPECT_GT(post("3").value, reply.value) << "ids are never given twice";
}

TEST_F(CommentStoreTest, ASubthreadWithoutAPublishedTopLevelCommentHasAPage) {
  const CommentId one = post("1");
  post("2", one);
  ASSERT_TRUE(decide(one, ModerationAction::trash));
  PageRequest request;
  EXPECT_EQ(page(request).approved, 1);
  EXPECT_EQ(ids(request), (Ids{1, 2}));
}

TEST_F(CommentStoreTest, RulesAreStoredOnceAndAppliedToTheNextSubmission) {
  RuleStore store(*database_);
  const Actor ana{ActorKind::moderator, "Ana"};
  const Rule scoop{{}, RuleKind::hold, "scoop"};
  const auto added = store.add(ana, scoop, noon);
  ASSERT_TRUE(added);
  EXPECT_EQ(store.add(ana, scoop, noon)->id, added->id);
  EXPECT_EQ(submit(sent("Scoop 1?"))->comment.status, Status::waiting);
  const auto removed = store.remove(ana, added->id, noon);
  ASSERT_TRUE(removed && *removed);
  EXPECT_FALSE(*store.remove(ana, added->id, noon));
  EXPECT_EQ(submit(sent("Scoop 2?"))->comment.status, Status::approved);
  EXPECT_TRUE(store.list()->empty());
  ModerationStore moderation(*database_);
  ASSERT_TRUE(moderation.undo(ana, (*removed)->batch, RuleRights::all, noon));
  EXPECT_EQ(store.list()->size(), 1U) << "removing a rule can be undone";
  EXPECT_EQ(submit(sent("Scoop 3?"))->comment.status, Status::waiting);
}

/// Wraps another database and reports when a transaction begins.
class WatchedDatabase final : public Database {
 public:
  explicit WatchedDatabase(Database& database) : database_(database) {}

  /// Called once, before the next transaction.
  std::function<void()> before_begin;
  /// CPU time when the last transaction began.
  std::clock_t began = 0;

  void begin() override {
    if (before_begin) std::exchange(before_begin, {})();
    began = std::clock();
    database_.begin();
  }
  std::int64_t run(StatementId statement, std::initializer_list<Value> values,
                   RowSink sink) override {
    return database_.run(statement, values, sink);
  }
  void begin_read() override { database_.begin_read(); }
  void commit() override { database_.commit(); }
  void rollback() noexcept override { database_.rollback(); }
  bool must_reopen() const override { return database_.must_reopen(); }
  void check_identity() noexcept override { database_.check_identity(); }
  std::optional<std::string> storage_error() override { return database_.storage_error(); }
  std::optional<std::uint64_t> change_counter() override { return database_.change_counter(); }
  void set_workload(Workload workload) noexcept override { database_.set_workload(workload); }

 private:
  Database& database_;
};

TEST_F(CommentStoreTest, ContentIsEvaluatedBeforeTheTransaction) {
  std::vector<Rule> rules;
  for (int i = 0; i < 100; ++i)
    rules.push_back({{}, RuleKind::hold, fmt::format("/({}|[xyz]+)+ zebra/", i)});
  RuleStore rule_store(*database_);
  ASSERT_TRUE(rule_store.import({ActorKind::moderator, "Ana"}, rules, noon));
  WatchedDatabase watched(*database_);
  SubmissionStore store(watched);
  const auto is_mostly_before = [&](const std::function<bool()>& write) {
    const std::clock_t start = std::clock();
    EXPECT_TRUE(write());
    return watched.began - start > 3 * (std::clock() - watched.began);
  };
  std::string text;
  for (int i = 0; i < 65'000; ++i) text += "\uFDFA";
  Submission submission = sent(text);
  std::optional<SubmitResult> stored;
  EXPECT_TRUE(is_mostly_before([&] {
    auto result = store.submit(submission, always(publish_all()), {}, noon);
    if (result) stored = std::move(result).value();
    return stored.has_value();
  }));
  ASSERT_TRUE(stored);
  submission.plain_text = submission.text += ".";
  EXPECT_TRUE(is_mostly_before([&] {
    return store
        .rewrite({ActorKind::writer}, {{stored->comment.id, 1}, submission}, always(publish_all()),
                 Instant{noon.ms + day_ms})
        .has_value();
  }));
}

TEST_F(CommentStoreTest, OthersCanCommitWhileContentIsEvaluated) {
  auto second = open_database({.path = folder_ / "a.db"});
  ASSERT_TRUE(second);
  SubmissionStore other(**second);
  WatchedDatabase watched(*database_);
  SubmissionStore store(watched);
  int meanwhile = 0;
  const auto write_meanwhile = [&] {
    Submission another = sent(fmt::format("meanwhile {}", ++meanwhile));
    another.author = "Ben";
    another.email = "ben@example.org";
    another.address_prefix = "198.51.100.0/24";
    EXPECT_TRUE(other.submit(another, always(publish_all()), {}, next_minute()));
  };
  watched.before_begin = write_meanwhile;
  const auto stored = store.submit(sent("first"), always(publish_all()), {}, next_minute());
  ASSERT_TRUE(stored);
  watched.before_begin = write_meanwhile;
  EXPECT_TRUE(store.rewrite({ActorKind::writer}, {{stored->comment.id, 1}, sent("changed")},
                            always(publish_all()), next_minute()));
  EXPECT_EQ(meanwhile, 2);
}

TEST_F(CommentStoreTest, ContentIsEvaluatedAgainIfTheRulesChangedMeanwhile) {
  auto second = open_database({.path = folder_ / "a.db"});
  ASSERT_TRUE(second);
  RuleStore other(**second);
  WatchedDatabase watched(*database_);
  SubmissionStore store(watched);
  watched.before_begin = [&] {
    EXPECT_TRUE(other.add({ActorKind::moderator, "Ana"}, {{}, RuleKind::hold, "scoop"}, noon));
  };
  const auto stored = store.submit(sent("Scoop?"), always(publish_all()), {}, next_minute());
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->comment.status, Status::waiting);
  watched.before_begin = [&] {
    EXPECT_TRUE(other.add({ActorKind::moderator, "Ana"}, {{}, RuleKind::care, "lost"}, noon));
  };
  ModerationPolicy policy = publish_all();
  policy.care = CareMode::phrases;
  const auto changed =
      store.rewrite({ActorKind::writer}, {{stored->comment.id, 1}, sent("I am lost")},
                    always(policy), next_minute());
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->care, CareState::open);
}

TEST_F(CommentStoreTest, ContentIsEvaluatedAgainIfTheCareModeChangedMeanwhile) {
  auto second = open_database({.path = folder_ / "a.db"});
  ASSERT_TRUE(second);
  CareStore other(**second);
  RuleStore rules(*database_);
  EXPECT_TRUE(rules.add({ActorKind::moderator, "Ana"}, {{}, RuleKind::care, "lost"}, noon));
  WatchedDatabase watched(*database_);
  SubmissionStore store(watched);
  const PolicySource policy_for = [](std::optional<CareMode> chosen) {
    ModerationPolicy policy = publish_all();
    policy.care = chosen.value_or(CareMode::off);
    return policy;
  };
  const auto before = store.submit(sent("I am lost"), policy_for, {}, next_minute());
  ASSERT_TRUE(before);
  EXPECT_EQ(before->comment.care, CareState::none);
  watched.before_begin = [&] {
    EXPECT_TRUE(other.set_mode({ActorKind::moderator, "Ana"}, CareMode::phrases, noon));
  };
  const auto meanwhile = store.submit(sent("I am lost again"), policy_for, {}, next_minute());
  ASSERT_TRUE(meanwhile);
  EXPECT_EQ(meanwhile->comment.care, CareState::open);
  ASSERT_TRUE(other.set_mode({ActorKind::moderator, "Ana"}, CareMode::off, noon));
  const auto after = store.submit(sent("I am lost today"), policy_for, {}, next_minute());
  ASSERT_TRUE(after);
  EXPECT_EQ(after->comment.care, CareState::none);
}

TEST_F(CommentStoreTest, AnImportKeepsIdsAndDatesAndCanRunAgain) {
  ImportedPiece piece;
  piece.post.page = "/old";
  piece.post.path = "/old/";
  piece.complete = true;
  piece.comments.resize(3);
  for (std::size_t i = 0; i < piece.comments.size(); ++i) {
    Comment& comment = piece.comments[i].comment;
    comment.id = CommentId{static_cast<std::int64_t>(10 + i)};
    comment.status = Status::approved;
    comment.author = "Ana";
    comment.created = Instant{1'000};
  }
  piece.comments[0].parent = 12;  // a parent that comes later in the file
  piece.comments[1].parent = 99;  // a parent that does not exist
  const auto count = [&](ImportOutcome as) {
    ImportSurvey survey;
    for (const ImportedComment& moved : piece.comments) survey.add_comment(moved.comment.id.value);
    ImportStore store(*database_);
    EXPECT_TRUE(store.begin({}, survey));
    const auto results = store.put({piece}, noon);
    EXPECT_TRUE(results);
    EXPECT_TRUE(store.join_rest(noon));
    EXPECT_EQ(store.remarks().parents_missing, 1);
    return std::count_if(results->begin(), results->end(),
                         [as](const ImportResult& result) { return result.as == as; });
  };
  EXPECT_EQ(count(ImportOutcome::added), 3);
  EXPECT_EQ((*store_->find_comment(CommentId{10}))->top_level, CommentId{12});
  EXPECT_EQ((*store_->find_thread("/old"))->created, Instant{1'000});
  EXPECT_EQ(count(ImportOutcome::there), 3);
  EXPECT_EQ(post("next").value, 13);
}

TEST_F(CommentStoreTest, ConstraintsAreEnforcedAgainAfterAnImport) {
  const CommentId id = post("1");
  const auto report_for = [&](std::string_view reason) {
    sql::insert_report(*database_, {.comment = id.value,
                                    .reader = "reader",
                                    .now = noon.ms,
                                    .reason = reason,
                                    .note = "",
                                    .email = "",
                                    .opened = 0});
  };
  EXPECT_THROW(report_for("nonsense"), StoreException);
  ImportSurvey survey;
  ImportStore store(*database_);
  EXPECT_TRUE(store.begin({}, survey));
  EXPECT_TRUE(store.end({ActorKind::command_line}, 0, noon));
  EXPECT_THROW(report_for("nonsense"), StoreException);
}

TEST_F(CommentStoreTest, ADeletedDatabaseFileAcceptsNoWrites) {
  post("1");
  ASSERT_EQ(::remove((folder_ / "a.db").c_str()), 0);
  EXPECT_EQ(refused(sent("2")), Refusal::not_saved);
  EXPECT_TRUE(database_->must_reopen());
}

TEST(SqliteDatabase, NoStatementOfARequestScansATable) {
  const TempFolder folder;
  made_database(folder / "a.db");
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "a.db").c_str(), &connection), SQLITE_OK);
  const auto plan_of = [&](StatementId id) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = "EXPLAIN QUERY PLAN " + std::string(statement_text(id).sql);
    EXPECT_EQ(sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    std::string plan;
    while (sqlite3_step(statement) == SQLITE_ROW)
      plan += std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, 3))) + "; ";
    sqlite3_finalize(statement);
    return plan;
  };
  // Rows of a subquery and results of full-text search are not tables.
  const RE2 whole_table(R"(SCAN [a-z_]+( USING [A-Z ]*INDEX [a-z_0-9]+)?;)");
  // All comments with a status.
  const RE2 whole_status(R"(comment_status \(status=\?\))");
  for (std::size_t i = 0; i < statement_count; ++i) {
    const auto id = static_cast<StatementId>(i);
    const StatementText& text = statement_text(id);
    const std::string plan = plan_of(id);
    const bool scans = RE2::PartialMatch(plan, whole_table);
    EXPECT_EQ(scans, text.may_scan) << text.name << ": " << plan;
    // The site's feed reads its rows in the order of this index without sorting.
    if (id == StatementId::list_newest)
      EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
    else
      EXPECT_FALSE(RE2::PartialMatch(plan, whole_status)) << text.name << ": " << plan;
  }
  for (const StatementId id :
       {StatementId::find_duplicate, StatementId::is_known_author, StatementId::newest_by_email})
    EXPECT_NE(plan_of(id).find("comment_email"), std::string::npos);
  for (const StatementId id :
       {StatementId::list_subthreads, StatementId::list_long_subthreads,
        StatementId::list_subthread, StatementId::replies_before, StatementId::reply_at}) {
    const std::string plan = plan_of(id);
    EXPECT_NE(plan.find("comment_thread (thread_id=? AND top_level_id"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
  }
  sqlite3_close(connection);
}

}  // namespace
}  // namespace afterword
