// Concurrent sign-in attempts are all counted, and strangers' attempts do not lock an owner out.
#include "store/people/moderator_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "sql_number.h"
#include "temp_folder.h"
#include "test_database.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

Instant later(std::int64_t ms) { return Instant{noon.ms + ms}; }

class SignInTest : public testing::Test {
 protected:
  SignInTest() : database_(made_database(folder_ / "a.db")), store_(*database_) {}

  static SignInSources from(const std::string& address_prefix, const std::string& account = "ana") {
    return {"account here:" + account + "@" + address_prefix, "account:" + account,
            "prefix:" + address_prefix};
  }

  /// How many of `guesses` are checked if they come `apart_ms` after each other.
  template <class Sources>
  int looked_at(int guesses, std::int64_t apart_ms, const Sources& sources) {
    int found = 0;
    for (int i = 0; i < guesses; ++i)
      if (*store_.begin_attempt(sources(i), later(i * apart_ms)) == 0) ++found;
    return found;
  }

  std::int64_t rows() {
    return sql_number(folder_ / "a.db", "SELECT count(*) FROM sign_in_failure");
  }

  TempFolder folder_;
  std::unique_ptr<Database> database_;
  ModeratorStore store_;
};

TEST_F(SignInTest, AttemptsAreCountedInAnyOrderOfTime) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(*store_.begin_attempt(from("a"), later(-i * 900)), 0) << i;
  EXPECT_GT(*store_.begin_attempt(from("a"), later(-5 * 900)), 0);
  EXPECT_GT(*store_.begin_attempt(from("a"), later(900)), 0);
}

TEST_F(SignInTest, EightConcurrentClientsGetNoExtraAttempt) {
  std::atomic<int> looked_at = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < 8; ++client)
    clients.emplace_back([&, client] {
      const auto own = made_database(folder_ / "a.db");
      ModeratorStore store(*own);
      // Each client has its own clock, some behind the others.
      for (int i = 0; i < 40; ++i) {
        const auto wait = store.begin_attempt(from("a"), later(i - client * 100));
        if (wait && *wait == 0) ++looked_at;
      }
    });
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(looked_at, 5);
}

TEST_F(SignInTest, AClockSetBackCausesNoWait) {
  for (int i = 0; i < 12; ++i) static_cast<void>(store_.begin_attempt(from("a"), later(day_ms)));
  EXPECT_GT(*store_.begin_attempt(from("a"), later(day_ms + 1)), 0);
  EXPECT_EQ(*store_.begin_attempt(from("a"), noon), 0);
}

TEST_F(SignInTest, ASuccessfulSignInRemovesOnlyItsOwnAttempt) {
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(*store_.begin_attempt(from("a"), later(i)), 0) << i;
    ASSERT_TRUE(store_.note_success(from("a"), later(i)));
  }
  for (int i = 0; i < 20; ++i)
    static_cast<void>(store_.begin_attempt(from("b", "n" + std::to_string(i)), noon));
  EXPECT_GT(*store_.begin_attempt(from("b", "another"), noon), 0);
  // A successful sign-in to one account does not reset the failures of its address prefix.
  ASSERT_TRUE(store_.note_success(from("c", "n1"), noon));
  EXPECT_GT(*store_.begin_attempt(from("b", "another"), noon), 0);
}

TEST_F(SignInTest, FailuresElsewhereDoNotDelayAKnownPrefix) {
  ASSERT_EQ(*store_.begin_attempt(from("home"), noon), 0);
  ASSERT_TRUE(store_.note_success(from("home"), noon));
  const int guesses = looked_at(1'000, 100, [](int i) { return from("bot " + std::to_string(i)); });
  EXPECT_LT(guesses, 80);
  EXPECT_GT(*store_.begin_attempt(from("elsewhere"), later(100'000)), 0);
  EXPECT_EQ(*store_.begin_attempt(from("home"), later(100'000)), 0);
}

TEST_F(SignInTest, AThousandAttemptsOfOnePrefixStoreFewRows) {
  const int guesses =
      looked_at(1'000, 100, [](int i) { return from("a", "name " + std::to_string(i)); });
  EXPECT_LE(guesses, 28);
  EXPECT_LE(rows(), 2 * guesses + 2);
  // Failures are deleted a day later.
  EXPECT_EQ(*store_.begin_attempt(from("b"), later(2 * day_ms)), 0);
  EXPECT_EQ(rows(), 4);
}

TEST_F(SignInTest, AllPrefixesTogetherGetOneAttemptEveryFiveSeconds) {
  const auto anybody = [](int i) {
    return from("bot " + std::to_string(i), "name " + std::to_string(i));
  };
  const int guesses = looked_at(10'000, 100, anybody);  // within 1,000 s
  EXPECT_GE(guesses, 200);
  EXPECT_LE(guesses, 420);
  EXPECT_LE(rows(), 3 * guesses + 1);
}

TEST_F(SignInTest, SetupTokenAttemptsAreCountedByPrefixOnly) {
  int looked_at = 0;
  for (int i = 0; i < 1'000; ++i)
    if (*store_.begin_code_attempt("setup token:a", later(i)) == 0) ++looked_at;
  EXPECT_EQ(looked_at, 5);
  EXPECT_EQ(*store_.begin_code_attempt("set-up code:b", later(1'000)), 0);
}

TEST(ModeratorStore, ALockedDatabaseIsReportedPerAccess) {
  const TempFolder folder;
  const auto held = made_database(folder / "a.db");
  auto other = open_database({.path = folder / "a.db", .busy_timeout_ms = 10});
  ASSERT_TRUE(other);
  ModeratorStore store(**other);
  ASSERT_TRUE(store.add({ActorKind::command_line}, "Ana", "", Role::owner, "x", noon));
  const auto taken = store.add({ActorKind::command_line}, "ana", "", Role::moderator, "x", noon);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error(), ModeratorError(AccountRefusal::name_taken));
  held->begin();
  const auto locked = store.add({ActorKind::command_line}, "Ben", "", Role::moderator, "x", noon);
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error(), ModeratorError(StoreError::busy));
}

}  // namespace
}  // namespace afterword
