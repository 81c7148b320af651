#include "store/comment_store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <re2/re2.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "sql/statements.h"
#include "sql_number.h"
#include "store/import_store.h"
#include "store/moderation_store.h"
#include "store/rule_store.h"
#include "store/sqlite_database.h"
#include "temp_folder.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

class CommentStoreTest : public testing::Test {
 protected:
  CommentStoreTest() { reopen({.create = true}); }

  void reopen(const SqliteOptions& options) {
    store_.reset();
    database_.reset();
    auto opened = open_sqlite(folder_ / "a.db", options);
    ASSERT_TRUE(opened) << opened.error().sentence;
    database_ = std::move(opened).value();
    store_ = std::make_unique<CommentStore>(*database_);
  }

  Arrival arrival(const std::string& text, std::optional<CommentId> parent = {}) {
    Arrival arrival;
    arrival.comment.author = "Ana";
    arrival.comment.email = "ana@example.org";
    arrival.comment.text = text;
    arrival.comment.parent = parent;
    arrival.page = "/a";
    arrival.path = "/a/";
    arrival.network = "192.0.2.0/24";
    arrival.now = Instant{noon.ms + ++clock_ * 60'000};
    return arrival;
  }

  static Judge always(Status status) {
    return [status](const RuleSet&, bool) { return Verdict{status, ""}; };
  }

  CommentId post(const std::string& text, std::optional<CommentId> parent = {},
                 Status status = Status::approved) {
    const auto accepted = store_->submit(arrival(text, parent), always(status));
    EXPECT_TRUE(accepted) << text;
    return accepted ? accepted->id : CommentId{};
  }

  Refusal refused(const Arrival& arrival) {
    const auto result = store_->submit(arrival, always(Status::approved));
    return result ? Refusal::not_found : result.error();
  }

  /// A moderator's decision about a comment; false when there is no such comment.
  bool decide(CommentId id, ModerationAction action) {
    ModerationStore moderation(*database_);
    const auto outcome = moderation.act({"Ben", {}}, action, {{id, 0}}, "", noon);
    return outcome && outcome->stale.empty();
  }

  ThreadId thread() { return (*store_->find_thread("/a"))->id; }

  CommentPage page(PageRequest request) { return *store_->comment_page(thread(), request); }

  /// The ids of a page, in the order of the answer.
  std::vector<std::int64_t> ids(const PageRequest& request) {
    std::vector<std::int64_t> found;
    for (const Comment& comment : page(request).comments) found.push_back(comment.id.value);
    return found;
  }

  TempFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<CommentStore> store_;
  int clock_ = 0;
};

using Ids = std::vector<std::int64_t>;

TEST_F(CommentStoreTest, ACommentComesBackAsItWasWritten) {
  Arrival sent = arrival("Line one\nΛόγος \\ 'quoted' {{X}}");
  sent.comment.url = "http://example.org";
  sent.user_agent = "Test/1.0";
  const auto accepted = store_->submit(sent, [](const RuleSet&, bool known) {
    EXPECT_FALSE(known);
    return Verdict{Status::waiting, "first_comment"};
  });
  ASSERT_TRUE(accepted);
  reopen({});
  const auto found = store_->find_comment(accepted->id);
  ASSERT_TRUE(found && *found);
  const Comment& comment = **found;
  EXPECT_EQ(comment.text, sent.comment.text);
  EXPECT_EQ(comment.url, "http://example.org");
  EXPECT_EQ(comment.network, "192.0.2.0/24");
  EXPECT_EQ(comment.user_agent, "Test/1.0");
  EXPECT_EQ(comment.reason, "first_comment");
  EXPECT_EQ(comment.created, sent.now);
  EXPECT_EQ(comment.root, comment.id);
}

TEST_F(CommentStoreTest, AKnownAuthorIsOneWithAnApprovedComment) {
  const CommentId first = post("First", {}, Status::waiting);
  bool known = true;
  const Judge ask = [&](const RuleSet&, bool is_known) {
    known = is_known;
    return Verdict{};
  };
  ASSERT_TRUE(store_->submit(arrival("Second"), ask));
  EXPECT_FALSE(known);
  ASSERT_TRUE(decide(first, ModerationAction::approve));
  ASSERT_TRUE(store_->submit(arrival("Third"), ask));
  EXPECT_TRUE(known);
}

TEST_F(CommentStoreTest, TheSameAgainIsADuplicateButNotFromTheTrash) {
  const CommentId first = post("Same");
  EXPECT_EQ(refused(arrival("Same")), Refusal::duplicate);
  Arrival other = arrival("Same");
  other.comment.email = "ben@example.org";
  EXPECT_TRUE(store_->submit(other, always(Status::approved)));
  EXPECT_TRUE(store_->submit(arrival("Same", first), always(Status::approved)));
  ASSERT_TRUE(decide(first, ModerationAction::trash));
  EXPECT_TRUE(store_->submit(arrival("Same"), always(Status::approved)));
}

TEST_F(CommentStoreTest, TwoQuickOnesFromOnePersonOrNetworkAreAFlood) {
  Arrival first = arrival("One");
  ASSERT_TRUE(store_->submit(first, always(Status::approved)));
  Arrival second = arrival("Two");
  second.now = Instant{first.now.ms + 14'999};
  EXPECT_EQ(refused(second), Refusal::flood);
  second.comment.email = "ben@example.org";
  EXPECT_EQ(refused(second), Refusal::flood);
  second.network = "198.51.100.0/24";
  EXPECT_TRUE(store_->submit(second, always(Status::approved)));
  second.comment.text = "Three";
  second.flood_seconds = 0;
  EXPECT_TRUE(store_->submit(second, always(Status::approved)));
}

TEST_F(CommentStoreTest, AClockThatWasSetBackLocksNobodyOut) {
  ASSERT_TRUE(store_->submit(arrival("One"), always(Status::approved)));
  Arrival earlier = arrival("Two");
  earlier.now = Instant{noon.ms - day_ms};
  EXPECT_TRUE(store_->submit(earlier, always(Status::approved)));
}

TEST_F(CommentStoreTest, AReplyNeedsAPublishedCommentOnTheSamePage) {
  const CommentId waiting = post("Waiting", {}, Status::waiting);
  EXPECT_EQ(refused(arrival("Reply", waiting)), Refusal::parent_not_published);
  EXPECT_EQ(refused(arrival("Reply", CommentId{999})), Refusal::parent_not_published);
  const CommentId published = post("Published");
  Arrival elsewhere = arrival("Reply", published);
  elsewhere.page = "/b";
  EXPECT_EQ(refused(elsewhere), Refusal::parent_not_published);
  // What was refused left nothing behind, not even the other page's thread.
  EXPECT_FALSE(*store_->find_thread("/b"));
  const CommentId reply = post("Reply", published);
  EXPECT_EQ((*store_->find_comment(reply))->root, published);
}

TEST_F(CommentStoreTest, AThreadClosesAfterItsDays) {
  post("One");
  Arrival late = arrival("Two");
  late.close_after_days = 7;
  late.now = Instant{noon.ms + 60'000 + 7 * day_ms + 1};
  EXPECT_EQ(refused(late), Refusal::page_closed);
  late.now = Instant{noon.ms + 60'000 + 7 * day_ms};
  EXPECT_TRUE(store_->submit(late, always(Status::approved)));
}

TEST_F(CommentStoreTest, OnlyWhatReadersSeeMakesANewVersion) {
  post("One");
  const auto version = store_->thread_state("/a")->version;
  const CommentId waiting = post("Two", {}, Status::waiting);
  EXPECT_EQ(store_->thread_state("/a")->version, version);
  ASSERT_TRUE(decide(waiting, ModerationAction::approve));
  EXPECT_GT(store_->thread_state("/a")->version, version);
  EXPECT_EQ(store_->thread_state("/none")->version, 0);
}

TEST_F(CommentStoreTest, TheChangeCounterMovesWithEveryCommitOfAnybody) {
  for (const JournalMode journal : {JournalMode::truncate, JournalMode::wal}) {
    reopen({.journal = journal});
    const CommentId id = post(journal == JournalMode::wal ? "One" : "Two");
    const auto before = store_->thread_state("/a")->counter;
    ASSERT_TRUE(before);
    EXPECT_EQ(store_->change_counter(), before);
    auto other = open_sqlite(folder_ / "a.db", {.journal = journal});
    ASSERT_TRUE(other);
    EXPECT_EQ(store_->change_counter(), before);
    ModerationStore other_store(**other);
    ASSERT_TRUE(other_store.act({"Ben", {}}, ModerationAction::spam, {{id, 0}}, "", noon));
    EXPECT_NE(store_->change_counter(), before);
    const auto after = store_->thread_state("/a")->counter;
    EXPECT_EQ(after, store_->change_counter());
    ASSERT_TRUE(decide(id, ModerationAction::approve));
    EXPECT_NE(store_->change_counter(), after) << "its own commits count too";
  }
}

TEST_F(CommentStoreTest, TheChangeCounterFollowsWhenSomebodyElseChoosesAWal) {
  const CommentId id = post("One");
  ASSERT_TRUE(store_->thread_state("/a"));
  auto other = open_sqlite(folder_ / "a.db", {.journal = JournalMode::wal});
  ASSERT_TRUE(other);
  ModerationStore other_store(**other);
  auto before = store_->thread_state("/a")->counter;
  for (const auto action : {ModerationAction::spam, ModerationAction::approve}) {
    ASSERT_TRUE(other_store.act({"Ben", {}}, action, {{id, 0}}, "", noon));
    const auto state = store_->thread_state("/a");
    EXPECT_NE(store_->change_counter(), before);
    before = state->counter;
  }
}

TEST_F(CommentStoreTest, AnEqualCounterProvesTheSameVersionWhileOthersWrite) {
  for (const JournalMode journal : {JournalMode::truncate, JournalMode::wal}) {
    reopen({.journal = journal});
    const CommentId id = post(journal == JournalMode::wal ? "One" : "Two");
    std::atomic<bool> done = false;
    std::thread writer([&] {
      auto other = open_sqlite(folder_ / "a.db", {.journal = journal});
      ModerationStore store(**other);
      for (int turn = 0; turn < 100; ++turn)
        static_cast<void>(store.act(
            {"Ben", {}}, turn % 2 == 0 ? ModerationAction::spam : ModerationAction::approve,
            {{id, 0}}, "", noon));
      done = true;
    });
    int proved = 0;
    while (!done) {
      // So that a writer without a WAL gets its lock.
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

TEST_F(CommentStoreTest, PagesHoldWholeBranchesCountedFromTheOldest) {
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

TEST_F(CommentStoreTest, APageShowsTheFirstRepliesOfABranchAndThePagesOfTheBranchTheOthers) {
  const CommentId one = post("1");
  post("2");
  std::vector<CommentId> replies;
  for (int i = 0; i < 7; ++i)  // a chain: each replies to the one before
    replies.push_back(post(fmt::format("reply {}", i), replies.empty() ? one : replies.back()));
  PageRequest request;
  request.replies_shown = 2;
  request.per_page = 3;
  EXPECT_EQ(ids(request), (Ids{1, 3, 4, 2}));
  const CommentPage whole = page(request);
  ASSERT_EQ(whole.cut.size(), 1U);
  EXPECT_EQ(whole.cut[0].root, one);
  EXPECT_EQ(whole.cut[0].next, replies[2]);
  EXPECT_EQ(whole.cut[0].hidden, 5);
  EXPECT_EQ(whole.approved, 9);
  EXPECT_FALSE(whole.subthread);

  // The page of the branch on which a reply is, with what the branch is about.
  request.subthread = replies[5];
  EXPECT_EQ(ids(request), (Ids{6, 7, 8, 1}));
  const CommentPage branch = page(request);
  EXPECT_EQ(branch.subthread, one);
  EXPECT_EQ(branch.page, 2);
  EXPECT_EQ(branch.page_count, 3);
  EXPECT_EQ(branch.approved, 9);
  ASSERT_EQ(branch.answered.size(), 1U);
  EXPECT_EQ(branch.answered[0].id, replies[2]) << "whom the first of them answers";
  request.subthread = one;
  EXPECT_EQ(ids(request), (Ids{1, 3, 4, 5}));
  request.page = 3;
  EXPECT_EQ(ids(request), (Ids{9, 1}));
}

TEST_F(CommentStoreTest, AskingForACommentOfAShortBranchLeadsToItsPageOfComments) {
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

TEST_F(CommentStoreTest, NobodyCanAskForACommentThatIsNotPublished) {
  const CommentId one = post("1");
  for (int i = 0; i < 4; ++i) post(fmt::format("reply {}", i), one);
  const CommentId waiting = post("waiting", one, Status::waiting);
  PageRequest request;
  request.replies_shown = 2;
  request.subthread = waiting;
  EXPECT_FALSE(page(request).subthread);
  EXPECT_EQ(ids(request), (Ids{1, 2, 3}));
  // Its writer sees it, on the last page of the branch, without asking for the branch.
  request.subthread.reset();
  request.own = waiting;
  request.per_page = 2;
  EXPECT_EQ(page(request).subthread, one);
  EXPECT_EQ(ids(request), (Ids{4, 5, 6, 1}));
}

TEST_F(CommentStoreTest, APinnedReplyIsInSightHoweverLateItWasWritten) {
  const CommentId one = post("1");
  for (int i = 0; i < 4; ++i) post(fmt::format("reply {}", i), one);
  const CommentId pinned = post("pinned", one);
  ASSERT_TRUE(decide(pinned, ModerationAction::pin));
  PageRequest request;
  request.replies_shown = 2;
  EXPECT_EQ(ids(request), (Ids{1, 2, 3, pinned.value}));
  EXPECT_EQ(page(request).cut[0].hidden, 2);
}

TEST_F(CommentStoreTest, ALateReplyInALongBranchSaysThatItIsInTheBranch) {
  const CommentId one = post("1");
  const auto submitted = [&](const std::string& text) {
    Arrival reply = arrival(text, one);
    reply.pages.replies_shown = 2;
    return store_->submit(reply, always(Status::approved))->place;
  };
  EXPECT_FALSE(submitted("1").in_subthread);
  EXPECT_FALSE(submitted("2").in_subthread);
  EXPECT_TRUE(submitted("3").in_subthread);
}

TEST_F(CommentStoreTest, AnAcceptedCommentNamesItsPageWhereThereAreSeveral) {
  const CommentId one = post("1");
  post("2");
  Arrival reply = arrival("reply to 1", one);
  EXPECT_EQ(store_->submit(reply, always(Status::approved))->place.page, std::nullopt);
  Arrival another = arrival("another reply to 1", one);
  another.pages.per_page = 1;
  EXPECT_EQ(store_->submit(another, always(Status::approved))->place.page, 1);
  Arrival last = arrival("3");
  last.pages.per_page = 1;
  EXPECT_EQ(store_->submit(last, always(Status::approved))->place.page, 3);
}

TEST_F(CommentStoreTest, AWaitingCommentIsOnlyInThePageOfItsWriter) {
  const CommentId one = post("1");
  const CommentId waiting = post("2", one, Status::waiting);
  post("3", {}, Status::waiting);
  PageRequest request;
  EXPECT_EQ(ids(request), (Ids{1}));
  request.own = waiting;
  EXPECT_EQ(ids(request), (Ids{1, 2}));
}

TEST_F(CommentStoreTest, DeletingKeepsThePlaceOfACommentThatHasReplies) {
  const CommentId one = post("1");
  const CommentId reply = post("2", one);
  ASSERT_TRUE(decide(one, ModerationAction::remove));
  EXPECT_FALSE(decide(one, ModerationAction::remove));
  PageRequest request;
  EXPECT_EQ(ids(request), (Ids{1, 2}));
  EXPECT_EQ(page(request).approved, 1);
  EXPECT_EQ(page(request).comments[0].text, "");
  EXPECT_EQ(page(request).comments[0].email, "");
  // With its last reply the empty place goes too.
  ASSERT_TRUE(decide(reply, ModerationAction::remove));
  EXPECT_EQ(ids(request), Ids{});
  EXPECT_FALSE(*store_->find_comment(one));
  EXPECT_GT(post("3").value, reply.value) << "ids are never given twice";
}

TEST_F(CommentStoreTest, ABranchWithoutAPublishedRootStillHasAPage) {
  const CommentId one = post("1");
  post("2", one);
  ASSERT_TRUE(decide(one, ModerationAction::trash));
  PageRequest request;
  EXPECT_EQ(page(request).approved, 1);
  EXPECT_EQ(ids(request), (Ids{1, 2}));
}

TEST_F(CommentStoreTest, RulesAreKeptOnceAndNoticedByTheNextSubmission) {
  RuleStore store(*database_);
  const Actor ana{"Ana", {}};
  const Rule scoop{{}, RuleKind::hold, "scoop"};
  const auto added = store.add(ana, scoop, noon);
  ASSERT_TRUE(added);
  EXPECT_EQ(store.add(ana, scoop, noon)->id, added->id);
  const Judge by_rules = [](const RuleSet& rules, bool) {
    return rules.first_match(RuleKind::hold, {"Scoop?"}) ? Verdict{Status::waiting, "rule"}
                                                         : Verdict{};
  };
  EXPECT_EQ(store_->submit(arrival("1"), by_rules)->status, Status::waiting);
  const auto removed = store.remove(ana, added->id, noon);
  ASSERT_TRUE(removed && *removed);
  EXPECT_FALSE(*store.remove(ana, added->id, noon));
  EXPECT_EQ(store_->submit(arrival("2"), by_rules)->status, Status::approved);
  EXPECT_TRUE(store.list()->empty());
  ModerationStore moderation(*database_);
  ASSERT_TRUE(moderation.undo(ana, (*removed)->batch, RuleRights::all, noon));
  EXPECT_EQ(store.list()->size(), 1U) << "removing a rule can be undone";
  EXPECT_EQ(store_->submit(arrival("3"), by_rules)->status, Status::waiting);
}

TEST_F(CommentStoreTest, AnotherWriterCanCommitWhileASubmissionOrAChangeIsJudged) {
  auto second = open_sqlite(folder_ / "a.db", {});
  ASSERT_TRUE(second);
  CommentStore other(**second);
  int judged = 0;
  const Judge meanwhile = [&](const RuleSet&, bool) {
    Arrival another = arrival(fmt::format("meanwhile {}", ++judged));
    another.comment.author = "Ben";
    another.comment.email = "ben@example.org";
    EXPECT_TRUE(other.submit(another, always(Status::approved)));
    return Verdict{};
  };
  const auto accepted = store_->submit(arrival("first"), meanwhile);
  ASSERT_TRUE(accepted);
  Rewrite change;
  change.target = {accepted->id, 1};
  change.changed.text = "changed";
  change.now = noon;
  EXPECT_TRUE(store_->rewrite({"the writer", {}}, change, meanwhile));
  EXPECT_EQ(judged, 2);
}

TEST_F(CommentStoreTest, WhatChangesWhileASubmissionIsJudgedIsJudgedAgain) {
  auto second = open_sqlite(folder_ / "a.db", {});
  ASSERT_TRUE(second);
  RuleStore other(**second);
  bool added = false;
  const Judge by_rules = [&](const RuleSet& rules, bool) {
    const bool matches = rules.first_match(RuleKind::hold, {"Scoop?"}).has_value();
    if (!added) {
      EXPECT_TRUE(other.add({"Ana", {}}, {{}, RuleKind::hold, "scoop"}, noon));
    }
    added = true;
    return matches ? Verdict{Status::waiting, "rule"} : Verdict{};
  };
  EXPECT_EQ(store_->submit(arrival("1"), by_rules)->status, Status::waiting);
}

TEST_F(CommentStoreTest, AnImportKeepsIdsAndDatesAndCanRunAgain) {
  MovedPiece piece;
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
  piece.comments[0].parent = 12;  // a parent that comes later
  piece.comments[1].parent = 99;  // one that is nowhere
  const auto count = [&](MovedAs as) {
    ImportSurvey survey;
    for (const MovedComment& moved : piece.comments) survey.add_comment(moved.comment.id.value);
    ImportStore store(*database_);
    EXPECT_TRUE(store.begin({}, survey));
    const auto results = store.put({piece}, noon);
    EXPECT_TRUE(results);
    EXPECT_TRUE(store.join_rest(noon));
    EXPECT_EQ(store.remarks().parents_missing, 1);
    return std::count_if(results->begin(), results->end(),
                         [as](const MovedResult& result) { return result.as == as; });
  };
  EXPECT_EQ(count(MovedAs::added), 3);
  EXPECT_EQ((*store_->find_comment(CommentId{10}))->root, CommentId{12});
  EXPECT_EQ((*store_->find_thread("/old"))->created, Instant{1'000});
  EXPECT_EQ(count(MovedAs::there), 3);
  EXPECT_EQ(post("next").value, 13);
}

TEST_F(CommentStoreTest, TheInstallationsKeyIsMadeOnce) {
  const auto key = store_->installation_key(std::string(64, 'a'));
  ASSERT_TRUE(key);
  EXPECT_EQ(*store_->installation_key(std::string(64, 'b')), *key);
}

TEST_F(CommentStoreTest, ADatabaseThatWasDeletedUnderUsTakesNothing) {
  post("1");
  ASSERT_EQ(::remove((folder_ / "a.db").c_str()), 0);
  EXPECT_EQ(refused(arrival("2")), Refusal::not_saved);
  EXPECT_TRUE(database_->is_lost());
}

TEST(SqliteDatabase, IsForItsOwnerOnly) {
  const TempFolder folder;
  SqliteOptions options;
  options.create = true;
  ASSERT_TRUE(open_sqlite(folder / "a.db", options));
  struct stat info {};
  ASSERT_EQ(::stat((folder / "a.db").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST(SqliteDatabase, WhatIsNotOursIsRefusedInWords) {
  const TempFolder folder;
  EXPECT_NE(open_sqlite(folder / "none.db", {}).error().sentence.find("afterword init"),
            std::string::npos);
  const auto make = [&](const std::string& name, const std::string& sql) {
    sqlite3* connection = nullptr;
    sqlite3_open((folder / name).c_str(), &connection);
    sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(connection);
    return folder / name;
  };
  const std::string foreign = make("foreign.db", "CREATE TABLE mine (a)");
  EXPECT_NE(open_sqlite(foreign, {}).error().sentence.find("another program"), std::string::npos);

  SqliteOptions options;
  options.create = true;
  ASSERT_TRUE(open_sqlite(folder / "newer.db", options));
  make("newer.db", "PRAGMA user_version = 999");
  EXPECT_NE(open_sqlite(folder / "newer.db", {}).error().sentence.find("newer Afterword"),
            std::string::npos);
  const std::string text = folder.write("text.db", std::string(4096, 'x'));
  EXPECT_NE(open_sqlite(text, {}).error().sentence.find("cannot be read as a database"),
            std::string::npos);
}

TEST(SqliteDatabase, AnOlderOneLosesTheTriggersThatCounted) {
  const TempFolder folder;
  const std::string file = folder / "a.db";
  SqliteOptions options;
  options.create = true;
  ASSERT_TRUE(open_sqlite(file, options));
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(connection,
                         "CREATE TRIGGER comment_tally_delete AFTER DELETE ON comment BEGIN "
                         "UPDATE tally SET comments = comments - 1 WHERE name = old.status; END; "
                         "CREATE TRIGGER comment_tally_update AFTER UPDATE OF status ON comment "
                         "BEGIN UPDATE tally SET comments = comments - 1 "
                         "WHERE name = old.status; END; PRAGMA user_version = 3",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(connection);
  const auto opened = open_sqlite(file, {});
  ASSERT_TRUE(opened) << opened.error().sentence;
  EXPECT_EQ(sql_number(file,
                       "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' "
                       "AND sql LIKE '%tally%'"),
            0);
}

TEST(SqliteDatabase, NoStatementOfARequestReadsAWholeTable) {
  const TempFolder folder;
  SqliteOptions options;
  options.create = true;
  ASSERT_TRUE(open_sqlite(folder / "a.db", options));
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
  // Neither a subquery's own rows nor what full-text search finds is a table.
  const RE2 whole_table(R"(SCAN [a-z_]+( USING [A-Z ]*INDEX [a-z_0-9]+)?;)");
  // All comments of a status.
  const RE2 whole_status(R"(comment_status \(status=\?\))");
  for (std::size_t i = 0; i < statement_count; ++i) {
    const auto id = static_cast<StatementId>(i);
    const StatementText& text = statement_text(id);
    const std::string plan = plan_of(id);
    const bool scans = RE2::PartialMatch(plan, whole_table);
    EXPECT_EQ(scans, text.may_scan) << text.name << ": " << plan;
    // The site's feed reads its few newest rows in the order of this index, and sorts nothing.
    if (id == StatementId::list_newest)
      EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
    else
      EXPECT_FALSE(RE2::PartialMatch(plan, whole_status)) << text.name << ": " << plan;
  }
  for (const StatementId id :
       {StatementId::find_duplicate, StatementId::is_known_author, StatementId::newest_by_email})
    EXPECT_NE(plan_of(id).find("comment_email"), std::string::npos);
  for (const StatementId id :
       {StatementId::list_branches, StatementId::list_long_subthreads, StatementId::list_subthread,
        StatementId::replies_before, StatementId::reply_at}) {
    const std::string plan = plan_of(id);
    EXPECT_NE(plan.find("comment_thread (thread_id=? AND root_id"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
  }
  sqlite3_close(connection);
}

TEST(SqliteDatabase, WalIsTrustedOnlyWithTheFix) {
  for (const int fixed : {3'044'006, 3'050'007, 3'051'003, 3'052'000})
    EXPECT_TRUE(sqlite_has_wal_fix(fixed)) << fixed;
  for (const int broken : {3'040'001, 3'044'005, 3'045'000, 3'050'006, 3'051'002})
    EXPECT_FALSE(sqlite_has_wal_fix(broken)) << broken;
}

}  // namespace
}  // namespace afterword
