// Opening a database: ownership, upgrades, and that a current database is not written.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "base/secret.h"
#include "sql_number.h"
#include "store/connection.h"
#include "store/sqlite/migration.h"
#include "store/sqlite/schema.h"
#include "temp_folder.h"
#include "test_database.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

std::vector<Rule> one_phrase() { return {{{}, RuleKind::care, "so tired of it all"}}; }

/// The settings of a process with the shipped phrases.
StoreSettings settings_of(const std::string& file) {
  return {.path = file, .care_phrases = one_phrase};
}

/// A folder's files with their contents, and the modification times of the folder and the files.
struct Print {
  std::set<std::string> names;
  std::string bytes;
  std::set<std::string> times;

  explicit Print(const TempFolder& folder) {
    const auto add_time = [&](const std::string& path) {
      struct stat info {};
      ::stat(path.c_str(), &info);
      times.insert(fmt::format("{} {}.{}", path, info.st_mtim.tv_sec, info.st_mtim.tv_nsec));
    };
    add_time(folder.path());
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      names.insert(entry.path().filename());
      add_time(entry.path());
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
  }
  friend bool operator==(const Print&, const Print&) = default;
};

void run_sql(const std::string& file, const std::string& sql) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(connection);
}

TEST(OpenStore, OnlyTheOwnerCanReadTheFile) {
  const TempFolder folder;
  made_database(folder / "a.db");
  struct stat info {};
  ASSERT_EQ(::stat((folder / "a.db").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST(OpenStore, AForeignDatabaseIsRefusedWithAReason) {
  const TempFolder folder;
  EXPECT_NE(open_database({.path = folder / "none.db"}).error().sentence.find("afterword init"),
            std::string::npos);
  const auto make = [&](const std::string& name, const std::string& sql) {
    sqlite3* connection = nullptr;
    sqlite3_open((folder / name).c_str(), &connection);
    sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(connection);
    return folder / name;
  };
  const std::string foreign = make("foreign.db", "CREATE TABLE mine (a)");
  EXPECT_NE(open_database({.path = foreign}).error().sentence.find("another program"),
            std::string::npos);

  made_database(folder / "newer.db");
  make("newer.db", "PRAGMA user_version = 999");
  EXPECT_NE(open_database({.path = folder / "newer.db"}).error().sentence.find("newer Afterword"),
            std::string::npos);
  ASSERT_EQ(::mkfifo((folder / "pipe.db").c_str(), 0600), 0);
  for (const Opening opening : {Opening::current, Opening::upgrade, Opening::create, Opening::copy})
    EXPECT_NE(open_database({.path = folder / "pipe.db"}, opening)
                  .error()
                  .sentence.find("not a regular file"),
              std::string::npos);
  const std::string text = folder.write("text.db", std::string(4096, 'x'));
  EXPECT_NE(open_database({.path = text}).error().sentence.find("cannot be read as a database"),
            std::string::npos);
}

/// Makes a database with the previous schema version, and runs `sql` in it.
void make_older_database(const std::string& file, const std::string& sql) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  const auto run = [&](const std::string& text) {
    EXPECT_EQ(sqlite3_exec(connection, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  };
  for (const Migration& migration : sqlite_migrations())
    if (migration.version < newest_schema()) run(std::string(migration.sql));
  run("PRAGMA application_id = " + std::to_string(sqlite_application_id));
  run("PRAGMA user_version = " + std::to_string(newest_schema() - 1));
  run(sql);
  sqlite3_close(connection);
}

TEST(OpenStore, AnOldDatabaseIsUpgradedToTheNewestSchema) {
  const TempFolder folder;
  const std::string file = folder / "a.db";
  make_older_database(file, "");
  const auto opened = open_database({.path = file});
  ASSERT_TRUE(opened) << opened.error().sentence;
  EXPECT_EQ(sql_number(file, "SELECT user_version FROM pragma_user_version"), newest_schema());
}

/// Makes a database with the schema version before subscriptions.
void make_database_before_subscriptions(const std::string& file, const std::string& sql) {
  constexpr int version = 3;
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
  std::string all;
  for (const Migration& migration : sqlite_migrations())
    if (migration.version <= version) all += migration.sql;
  all += "PRAGMA application_id = " + std::to_string(sqlite_application_id) +
         "; PRAGMA user_version = " + std::to_string(version) + ";" + sql;
  EXPECT_EQ(sqlite3_exec(connection, all.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(connection);
  sqlite3_close(connection);
}

TEST(OpenStore, ConsentOfAnAddressBecomesSubscriptionsToItsComments) {
  const TempFolder folder;
  const std::string file = folder / "a.db";
  const auto comment = [](int id, const char* email, const char* status, int wanted) {
    return fmt::format(
        "INSERT INTO comment (id, thread_id, top_level_id, status, author, email, text, format, "
        "created_at, mail_wanted) VALUES ({0}, 1, {0}, '{2}', 'x', '{1}', 't', 'plain', 100, {3});",
        id, email, status, wanted);
  };
  const auto mail = [](int id, const char* purpose, const char* recipient, int about) {
    return fmt::format(
        "INSERT INTO outbox (id, purpose, recipient, comment_id, due_at, created_at, changed_at) "
        "VALUES ({}, '{}', '{}', {}, 5, 5, 5);",
        id, purpose, recipient, about);
  };
  make_database_before_subscriptions(
      file,
      "INSERT INTO thread (id, page, path, created_at, changed_at) VALUES (1, '/a', '/a/', 1, 1);" +
          comment(1, "mia@example.org", "approved", 1) + comment(2, "mia@example.org", "spam", 1) +
          comment(3, "mia@example.org", "approved", 0) +
          comment(4, "noa@example.org", "waiting", 1) +
          comment(5, "lee@example.org", "approved", 1) +
          comment(6, "kim@example.org", "approved", 1) + comment(7, "", "deleted", 0) +
          "INSERT INTO mail_consent VALUES ('mia@example.org', 'given', 200), "
          "('noa@example.org', 'asked', 300), ('lee@example.org', 'withdrawn', 400);" +
          mail(7, "confirm", "noa@example.org", 4) + mail(9, "reply", "mia@example.org", 3) +
          mail(41, "test", "mod@example.org", 1) + "DELETE FROM outbox WHERE id = 41;");
  ASSERT_TRUE(open_database({.path = file}));
  const auto number = [&](const std::string& sql) { return sql_number(file, sql); };
  EXPECT_EQ(number("SELECT count(*) FROM subscription"), 3);
  EXPECT_EQ(number("SELECT count(*) FROM subscription WHERE email = 'mia@example.org' AND "
                   "comment_id IN (1, 2) AND kind = 'replies' AND state = 'on' AND schedule = "
                   "'each' AND wording = 0 AND confirmed_at = 200"),
            2);
  EXPECT_EQ(number("SELECT count(*) FROM subscription WHERE email = 'noa@example.org' AND "
                   "comment_id = 4 AND state = 'asked' AND asked_at = 300"),
            1)
      << "the question in the mailbox can be answered";
  EXPECT_EQ(number("SELECT at FROM mail_refusal WHERE email = 'lee@example.org'"), 400);
  EXPECT_EQ(number("SELECT count(*) FROM outbox"), 2);
  EXPECT_EQ(number("SELECT subscription_id = (SELECT id FROM subscription WHERE comment_id = 4) "
                   "FROM outbox WHERE id = 7"),
            1);
  EXPECT_EQ(number("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"), 41);
}

/// What was confirmed by one link before is confirmed by it afterwards, and nothing else.
TEST(OpenStore, ALinkOfAnEarlierVersionConfirmsWhatItWasAbout) {
  const TempFolder folder;
  const std::string file = folder / "a.db";
  make_database_before_subscriptions(
      file,
      "INSERT INTO thread (id, page, path, created_at, changed_at) VALUES (1, '/a', '/a/', 1, 1);"
      "INSERT INTO comment (id, thread_id, top_level_id, status, author, email, text, format, "
      "created_at, mail_wanted) VALUES (1, 1, 1, 'approved', 'x', 'noa@example.org', 't', "
      "'plain', 1, 1);"
      "INSERT INTO mail_consent VALUES ('noa@example.org', 'asked', 1700000000000);");
  const auto database = open_database({.path = file});
  ASSERT_TRUE(database);
  SubscriptionStore store(**database);
  ASSERT_TRUE(store.follow({"/b", "/b/"},
                           {.email = "noa@example.org", .address_prefix = "192.0.2.0/24"}, noon));
  ASSERT_TRUE(store.confirm_earlier("noa@example.org", noon));
  EXPECT_EQ(sql_number(file, "SELECT count(*) FROM subscription WHERE state = 'on'"), 1);
  EXPECT_EQ(sql_number(file, "SELECT comment_id FROM subscription WHERE state = 'on'"), 1);
}

TEST(OpenStore, AModifiedOldDatabaseIsNotUpgraded) {
  const TempFolder folder;
  const std::string file = folder / "a.db";
  make_older_database(file, "CREATE TABLE recipe (name TEXT)");
  const auto opened = open_database({.path = file});
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().sentence.find("recipe"), std::string::npos) << opened.error().sentence;
  EXPECT_EQ(sql_number(file, "SELECT user_version FROM pragma_user_version"), newest_schema() - 1)
      << "the program that made it can still use it";
}

TEST(OpenStore, OpeningACurrentDatabaseWritesNothing) {
  const TempFolder folder;
  const StoreSettings settings = settings_of(folder / "a.db");
  ASSERT_TRUE(open_store(settings, Opening::create, noon));
  const Print before(folder);
  for (const Opening opening :
       {Opening::current, Opening::upgrade, Opening::create, Opening::copy}) {
    const auto opened = open_store(settings, opening, noon);
    ASSERT_TRUE(opened) << opened.error().sentence;
    ASSERT_TRUE((*opened)->stores.comments.thread_state("/a"));
    EXPECT_TRUE(Print(folder) == before) << static_cast<int>(opening);
  }
  StoreConnection connection(settings);
  ASSERT_NE(connection.open(noon), nullptr);
  EXPECT_TRUE(Print(folder) == before);
}

TEST(OpenStore, AnOutdatedDatabaseIsChangedOnlyWithPermission) {
  const auto is_kept_until_upgraded = [](const TempFolder& folder, const StoreSettings& settings) {
    const Print before(folder);
    const auto refused = open_store(settings, Opening::current, noon);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().outdated) << refused.error().sentence;
    EXPECT_TRUE(Print(folder) == before) << refused.error().sentence;
    ASSERT_TRUE(open_store(settings, Opening::upgrade, noon));
    EXPECT_TRUE(open_store(settings, Opening::current, noon));
  };
  {
    SCOPED_TRACE("an older schema");
    const TempFolder folder;
    make_older_database(folder / "a.db", "");
    is_kept_until_upgraded(folder, settings_of(folder / "a.db"));
  }
  for (const std::string name : {"key", "care_list_en"}) {
    SCOPED_TRACE(name);
    const TempFolder folder;
    const StoreSettings settings = settings_of(folder / "a.db");
    ASSERT_TRUE(open_store(settings, Opening::create, noon));
    run_sql(settings.path, "DELETE FROM setting WHERE name = '" + name + "'");
    is_kept_until_upgraded(folder, settings);
  }
  {
    SCOPED_TRACE("another journal");
    const TempFolder folder;
    StoreSettings settings = settings_of(folder / "a.db");
    settings.journal = JournalMode::truncate;
    ASSERT_TRUE(open_store(settings, Opening::create, noon));
    settings.journal = JournalMode::wal;
    is_kept_until_upgraded(folder, settings);
  }
}

TEST(OpenStore, AConnectionUpgradesAnOldDatabaseFirst) {
  const TempFolder folder;
  make_older_database(folder / "a.db", "");
  StoreConnection connection(settings_of(folder / "a.db"));
  OpenStore* store = connection.open(noon);
  ASSERT_NE(store, nullptr);
  EXPECT_EQ(store->stores.rules.list()->size(), 1U);
  EXPECT_EQ(connection.opened(), 1);
}

TEST(OpenStore, TheKeyAndTheCarePhrasesAreCreatedOnce) {
  const TempFolder folder;
  const StoreSettings settings = settings_of(folder / "a.db");
  std::string hash;
  for (const Opening opening : {Opening::create, Opening::upgrade, Opening::current}) {
    const auto opened = open_store(settings, opening, noon);
    ASSERT_TRUE(opened) << opened.error().sentence;
    if (hash.empty()) hash = (*opened)->key.hash("a test", "text");
    EXPECT_EQ((*opened)->key.hash("a test", "text"), hash);
    const auto rules = (*opened)->stores.rules.list();
    ASSERT_EQ(rules->size(), opening == Opening::create ? 1U : 0U);
    if (rules->empty()) continue;
    // A phrase that a moderator has removed is not installed again.
    ASSERT_TRUE(
        (*opened)->stores.rules.remove({ActorKind::moderator, "Ana"}, rules->front().id, noon));
  }
}

TEST(OpenStore, ConcurrentCreatorsShareOneKey) {
  const TempFolder folder;
  const StoreSettings settings = settings_of(folder / "a.db");
  std::array<std::string, 10> hashes;
  std::vector<std::thread> threads;
  for (std::string& hash : hashes)
    threads.emplace_back([&] {
      const auto opened = open_store(settings, Opening::create, noon);
      hash = opened ? (*opened)->key.hash("a test", "text") : opened.error().sentence;
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& hash : hashes) EXPECT_EQ(hash, hashes.front());
  EXPECT_EQ(sql_number(settings.path, "SELECT count(*) FROM rule"), 1);
}

}  // namespace
}  // namespace afterword
