// The write-ahead log: what a power cut leaves, and that checkpoints do not have SQLite's WAL-reset
// bug. LONG=1 cuts the power 10,000 times in each journal mode instead of 200 (`make power-cuts`).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "recorded_disk.h"
#include "store/open_store.h"
#include "store/sqlite/sqlite_wal.h"
#include "temp_folder.h"
#include "test_policy.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

int cuts() { return std::getenv("LONG") != nullptr ? 10'000 : 200; }
constexpr int cuts_of_a_session = 50;

unsigned seed() {
  const char* const set = std::getenv("SEED");
  return set != nullptr ? static_cast<unsigned>(std::strtoul(set, nullptr, 10))
                        : std::random_device()();
}

Submission submission_of(const std::string& text) {
  Submission submission;
  submission.author = "Ana";
  submission.email = "ana@example.org";
  submission.text = submission.plain_text = text;
  submission.page = {"/a", "/a/"};
  return submission;
}

ModerationPolicy no_limits() {
  ModerationPolicy policy = publish_all();
  policy.flood_seconds = 0;
  return policy;
}

/// A site on a disk that records, with several connections, as those of workers.
class RecordedSite {
 public:
  RecordedSite(JournalMode journal, unsigned seed) : random_(seed) {
    settings_ = {.path = folder_ / "a.db", .journal = journal};
    settings_.writer_lock = WriterLock::make();
    stores_.resize(3);
    stores_[0] = open(Opening::create);
    for (auto& store : stores_)
      if (!store) store = open(Opening::upgrade);
  }

  RecordedDisk disk;

  /// Posts a comment by the connection and acknowledges it.
  void post(std::size_t by) {
    const std::string text = fmt::format("comment {} {}", ++posted_, std::string(200, 'x'));
    const auto stored =
        stores_[by]->stores.submissions.submit(submission_of(text), always(no_limits()), {}, noon);
    ASSERT_TRUE(stored) << text;
    disk.acknowledge(text);
  }

  bool try_to_post(std::size_t by) {
    const std::string text = fmt::format("comment {}", ++posted_);
    const bool stored =
        stores_[by]
            ->stores.submissions.submit(submission_of(text), always(no_limits()), {}, noon)
            .has_value();
    if (stored) disk.acknowledge(text);
    return stored;
  }

  /// Posts with everything that happens in between.
  void run(int posts) {
    disk.while_syncing = [this, depth = 0]() mutable {
      if (depth > 1 || is_reading_ || !happens(0.3)) return;
      ++depth;
      post(depth == 1 ? (writer_ + 1) % 3 : (writer_ + 2) % 3);
      --depth;
    };
    while (posted_ < posts) {
      writer_ = random_() % 3;
      post(writer_);
      if (happens(0.05)) stores_[random_() % 3]->database->checkpoint();
      if (settings_.journal == JournalMode::wal && happens(0.03)) post_while_somebody_reads();
      if (happens(0.03)) stores_[random_() % 3] = open(Opening::current);
      if (happens(0.01)) reopen_all();
    }
    disk.while_syncing = nullptr;
  }

  /// Three threads post at the same time, so that their commits and syncs overlap.
  void run_in_threads(int posts) {
    disk.while_syncing = [] { std::this_thread::sleep_for(std::chrono::microseconds(300)); };
    std::vector<std::thread> threads;
    for (std::size_t by = 0; by < 3; ++by)
      threads.emplace_back([this, by, posts] {
        for (int i = 0; i < posts / 3; ++i) {
          post(by);
          if (i % 16 == 9) stores_[by]->database->checkpoint();
        }
      });
    for (std::thread& thread : threads) thread.join();
    disk.while_syncing = nullptr;
  }

  void close() { stores_.clear(); }

 private:
  bool happens(double chance) { return std::bernoulli_distribution(chance)(random_); }

  std::unique_ptr<OpenStore> open(Opening opening) {
    auto opened = open_store(settings_, opening, noon);
    if (opened) return std::move(opened).value();
    ADD_FAILURE() << opened.error().sentence;
    return nullptr;
  }

  /// The last one deletes the WAL.
  void reopen_all() {
    for (auto& store : stores_) store.reset();
    for (auto& store : stores_) store = open(Opening::current);
  }

  /// Checkpoints cannot copy everything meanwhile.
  void post_while_somebody_reads() {
    const Snapshot snapshot(*stores_[2]->database);
    static_cast<void>(stores_[2]->stores.comments.find_comment(CommentId{1}));
    is_reading_ = true;
    for (int i = 0; i < 20; ++i) post(random_() % 2);
    is_reading_ = false;
  }

  TempFolder folder_;
  StoreSettings settings_;
  std::vector<std::unique_ptr<OpenStore>> stores_;
  std::mt19937 random_;
  std::atomic<int> posted_ = 0;
  std::size_t writer_ = 0;
  bool is_reading_ = false;
};

/// The texts of the comments in a file, or what is wrong with it.
std::set<std::string> texts_in(const std::string& file, std::string& damage) {
  std::set<std::string> texts;
  sqlite3* connection = nullptr;
  sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READWRITE, "unix");
  sqlite3_exec(connection, "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
  const auto rows = [&](const char* sql, const auto& row) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
    int code = SQLITE_DONE;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
      if (const unsigned char* text = sqlite3_column_text(statement, 0))
        row(reinterpret_cast<const char*>(text));
    if (code != SQLITE_DONE) damage += sqlite3_errmsg(connection);
    sqlite3_finalize(statement);
  };
  rows("PRAGMA integrity_check", [&](const char* text) {
    if (std::string(text) != "ok") damage += text;
  });
  rows("SELECT text FROM comment", [&](const char* text) { texts.insert(text); });
  sqlite3_close(connection);
  return texts;
}

/// Cuts the power at a random time; the answer is what is wrong afterwards, or nothing.
std::string problem_after_cut(const RecordedDisk& disk, std::mt19937& random,
                              std::optional<std::size_t> from = {}) {
  const TempFolder folder;
  const std::size_t first = from.value_or(disk.first_acknowledged());
  const std::size_t at = first + random() % (disk.size() - first + 1);
  const auto acknowledged = disk.cut_power(at, folder.path(), random);
  std::string problem;
  const auto found = texts_in(folder / "a.db", problem);
  for (const std::string& text : acknowledged)
    if (!found.contains(text)) problem += " lost: " + text.substr(0, 14);
  if (!problem.empty()) problem = fmt::format("after event {}: {}", at, problem);
  return problem;
}

/// Sessions on a site, each with cuts at random times. Returns the problems.
std::vector<std::string> problems(JournalMode journal, int cuts, unsigned seed, bool lies) {
  std::mt19937 random(seed);
  std::vector<std::string> found;
  for (int session = 0; session * cuts_of_a_session < cuts; ++session) {
    auto site = std::make_unique<RecordedSite>(journal, static_cast<unsigned>(random()));
    site->disk.lies = lies;
    constexpr int posts = 250;
    if (session % 2 == 0)
      site->run(posts);
    else
      site->run_in_threads(posts);
    site->disk.lies = false;
    for (int i = 0; i < cuts_of_a_session; ++i)
      if (auto problem = problem_after_cut(site->disk, random); !problem.empty())
        found.push_back(std::move(problem));
    site->close();
  }
  return found;
}

/// The system may have dropped what it could not write, and says so once.
TEST(FailedSync, IsMadeGoodOrRefusesComments) {
  std::mt19937 random(seed());
  RecordedSite site(JournalMode::wal, static_cast<unsigned>(random()));
  site.post(0);
  site.disk.failing_syncs = 1;
  EXPECT_TRUE(site.try_to_post(0));
  const std::size_t one_failed = site.disk.size();
  // The second attempt fails too.
  site.disk.failing_syncs = 2;
  EXPECT_FALSE(site.try_to_post(0));
  // A sync alone would succeed, and leave the gap.
  site.disk.failing_syncs = 0;
  EXPECT_TRUE(site.try_to_post(1));
  for (int i = 0; i < 60; ++i) EXPECT_EQ(problem_after_cut(site.disk, random, one_failed), "");
}

class PowerCut : public testing::TestWithParam<JournalMode> {};

TEST_P(PowerCut, LosesNoAcknowledgedCommentAndDamagesNothing) {
  const unsigned begin = seed();
  const auto found = problems(GetParam(), cuts(), begin, false);
  EXPECT_TRUE(found.empty()) << found.size() << " of " << cuts() << " cuts, SEED=" << begin << "\n"
                             << (found.empty() ? "" : found.front());
}

TEST_P(PowerCut, IsNoticedIfSyncsAreMissing) {
  EXPECT_FALSE(problems(GetParam(), cuts_of_a_session, seed(), true).empty());
}

INSTANTIATE_TEST_SUITE_P(Modes, PowerCut, testing::Values(JournalMode::wal, JournalMode::truncate),
                         [](const auto& info) {
                           return info.param == JournalMode::wal ? "Wal" : "Truncate";
                         });

}  // namespace
}  // namespace afterword
