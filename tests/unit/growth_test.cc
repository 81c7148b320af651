// The work of a request must depend on what it shows, and not on the size of its thread or of the
// database. Counted are the steps of SQLite's virtual machine, for each statement, in a small and
// in a large database; they are the same on every machine.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <map>
#include <memory>

#include "base/url.h"
#include "handler/account/session.h"
#include "handler/dispatch.h"
#include "sql/statements.h"
#include "sql_number.h"
#include "temp_folder.h"
#include "test_database.h"
#include "test_policy.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

/// The steps of each statement since the last call of take_steps().
std::map<std::string, std::int64_t>& steps() {
  static std::map<std::string, std::int64_t> counted;
  return counted;
}

int count_steps(unsigned, void*, void* statement, void*) {
  auto* done = static_cast<sqlite3_stmt*>(statement);
  const char* sql = sqlite3_sql(done);
  if (sql != nullptr) steps()[sql] += sqlite3_stmt_status(done, SQLITE_STMTSTATUS_VM_STEP, 1);
  return 0;
}

int count_on_connection(sqlite3* connection, char**, const sqlite3_api_routines*) {
  return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, count_steps, nullptr);
}

std::map<std::string, std::int64_t> take_steps() { return std::exchange(steps(), {}); }

/// A site with a thread of `size` comments, of which every fifth is a reply, and `size` comments in
/// other threads of 40. Every tenth comment waits.
constexpr std::string_view filled = R"(
BEGIN;
CREATE TEMP TABLE number AS
  WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 2 * {0}) SELECT n FROM up;
INSERT INTO thread (id, page, path, title, created_at, changed_at)
  SELECT n, '/p' || n, '/p' || n || '/', 'Page ' || n, n, n FROM number WHERE n <= 1 + {0} / 40;
INSERT INTO comment (id, thread_id, parent_id, top_level_id, status, author, email, address_prefix, text, format,
                     created_at)
  SELECT n, iif(n <= {0}, 1, 2 + (n - 1 - {0}) / 40), iif(n % 5 = 0, n - 1, NULL), n - (n % 5 = 0),
         iif(n % 10 = 3, 'waiting', 'approved'),
         'Name ' || (n % (2 * {0} / 10)), 'n' || (n % (2 * {0} / 10)) || '@example.org',
         '192.0.' || (n % (2 * {0} / 10)) || '.0/24', 'Thank you for word' || n || '.', 'plain', n
  FROM number;
INSERT INTO comment_search (comment_search) VALUES ('rebuild');
UPDATE comment_count SET comments = (SELECT count(*) FROM comment WHERE status = name);
DROP TABLE number;
COMMIT;)";

/// The parts as they must be, counted anew.
constexpr std::string_view wrong_parts = R"(
WITH counted AS (
  SELECT thread_id, bits, id >> bits AS part, sum(comments) AS comments, sum(subthreads) AS subthreads
  FROM (SELECT 8 AS bits UNION ALL SELECT 14),
       (SELECT thread_id, id, 1 AS comments, 0 AS subthreads FROM comment WHERE status = 'approved'
        UNION ALL
        SELECT DISTINCT thread_id, top_level_id, 0, 1 FROM comment WHERE status = 'approved')
  WHERE thread_id IN (SELECT thread_id FROM thread_part) GROUP BY 1, 2, 3)
SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM thread_part))
     + (SELECT count(*) FROM (SELECT * FROM thread_part WHERE comments <> 0 OR subthreads <> 0
                              EXCEPT SELECT * FROM counted)))";

class GrowthTest : public testing::Test {
 protected:
  /// A site and a moderator's session.
  struct Site {
    explicit Site(std::int64_t size) : size(size) {
      config.site.view.site_name = "Test site";
      config.site.view.likes = true;
      config.site.url = "https://blog.example.org";
      config.site.origins = {"https://blog.example.org"};
      config.site.allow = {"/*"};
      config.site.moderation = publish_all();
      made_database(folder / "a.db");
      sqlite3* connection = nullptr;
      EXPECT_EQ(sqlite3_open((folder / "a.db").c_str(), &connection), SQLITE_OK);
      char* error = nullptr;
      sqlite3_exec(connection, fmt::format(fmt::runtime(filled), size).c_str(), nullptr, nullptr,
                   &error);
      EXPECT_EQ(error, nullptr) << error;
      sqlite3_close(connection);
      StoreSettings settings{.path = folder / "a.db", .wait = std::make_shared<LockWait>()};
      app = std::make_unique<App>(config, templates, zone, StoreConnection(settings),
                                  SetupToken(folder.path() + "/"));
      app->lock_wait = settings.wait;
      EXPECT_TRUE(app->ready(noon));
      const auto id = app->stores().moderators.add({ActorKind::command_line}, "Ana", "",
                                                   Role::owner, "x", noon);
      Response response;
      const auto session =
          begin_session(*app, Request{}, **app->stores().moderators.find(*id), noon, response);
      csrf = session->csrf;
      for (const auto& [name, value] : response.headers)
        if (name == "Set-Cookie") cookie = value.substr(0, value.find(';'));
    }

    /// Gives every thread another version.
    void forget_rendered() const {
      sqlite3* connection = nullptr;
      EXPECT_EQ(sqlite3_open((folder / "a.db").c_str(), &connection), SQLITE_OK);
      EXPECT_EQ(sqlite3_exec(connection, "UPDATE thread SET version = version + 1", nullptr,
                             nullptr, nullptr),
                SQLITE_OK);
      sqlite3_close(connection);
      take_steps();
    }

    std::int64_t number(const std::string& sql) const {
      const std::int64_t found = sql_number(folder / "a.db", sql);
      take_steps();
      return found;
    }

    Response post(const std::string& text) {
      ++minutes;
      return send(
          Method::post, "/post",
          fmt::format("page=/p1/&author=Kim&email=kim%40example.org&comment={}+{}", text, minutes));
    }

    Response get(const std::string& path) { return send(Method::get, path, ""); }

    Response send(Method method, const std::string& path, const std::string& body) {
      const std::string uri = config.site.view.mount + path;
      Request request;
      request.method = method;
      request.request_uri = uri;
      const auto query = uri.find('?');
      if (query != std::string::npos) request.query = std::string_view(uri).substr(query + 1);
      request.cookie = cookie;
      request.origin = "https://blog.example.org";
      request.accept = "text/html";
      request.host = "blog.example.org";
      request.remote_addr = "192.0.2.7";
      request.content_type = "application/x-www-form-urlencoded";
      request.body_state = BodyState::complete;
      request.body = body;
      app->lock_wait->begin(LockWait::Duration{0});
      return respond(*app, request, Instant{noon.ms + minutes * 60'000});
    }

    std::int64_t size;
    int minutes = 0;
    TempFolder folder;
    Config config;
    TemplateCache templates{""};
    TimeZone zone = *TimeZone::load("UTC");
    std::unique_ptr<App> app;
    std::string cookie;
    std::string csrf;
  };

  GrowthTest() {
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(count_on_connection));
    small_ = std::make_unique<Site>(4'000);
    large_ = std::make_unique<Site>(32'000);
  }
  ~GrowthTest() override {
    sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(count_on_connection));
  }

  /// Compares the steps of the same request in both.
  template <class Do>
  void compare(const std::string& what, const Do& act, std::int64_t slack = one_position) {
    act(*small_);
    take_steps();
    small_->forget_rendered();
    const Response one = act(*small_);
    const auto small = take_steps();
    act(*large_);
    take_steps();
    large_->forget_rendered();
    const Response other = act(*large_);
    EXPECT_EQ(one.status, other.status);
    EXPECT_LT(one.status, 400) << what;
    for (const auto& [sql, count] : take_steps()) {
      if (reads_all(sql)) continue;
      const auto before = small.find(sql);
      const std::int64_t few = before == small.end() ? 0 : before->second;
      EXPECT_LT(count, few + few / 2 + slack)
          << what << " takes " << few << " and " << count << " steps of " << sql;
    }
  }

  /// The statements that say so in sql/query, and those that are known to.
  static bool reads_all(std::string_view sql) {
    for (std::size_t i = 0; i < statement_count; ++i) {
      const StatementText& text = statement_text(static_cast<StatementId>(i));
      if (text.sql == sql)
        return text.may_scan || static_cast<StatementId>(i) == StatementId::list_likes;
    }
    return false;
  }

  /// The steps for the parts of a thread that one position of a comment needs.
  static constexpr std::int64_t one_position = 2'000;
  std::unique_ptr<Site> small_;
  std::unique_ptr<Site> large_;
};

TEST_F(GrowthTest, NoRequestTakesLongerInALargerThreadOrDatabase) {
  // The first comment after an upgrade counts the long thread.
  for (Site* site : {small_.get(), large_.get()}) {
    EXPECT_LT(site->post("Counted").status, 400);
    EXPECT_GT(site->number("SELECT count(*) FROM thread_part"), 0);
  }
  compare("post", [](Site& site) { return site.post("Hello"); });
  const auto get = [&](const std::string& path, std::int64_t slack = one_position) {
    const auto act = [&](Site& site) {
      const std::int64_t pages = site.size * 7 / 10 / 50;
      return site.get(fmt::format(fmt::runtime(path), fmt::arg("middle", pages / 2),
                                  fmt::arg("last", pages), fmt::arg("size", site.size),
                                  fmt::arg("half", site.size / 2 + 1)));
    };
    compare(path, act, slack);
  };
  constexpr std::int64_t fifty_positions = 50 * one_position;
  constexpr std::int64_t all_that_wait = 10'000;  // a list of at most five hundred
  get("/thread/p1/");
  get("/thread/p1/?cpage={middle}");
  get("/thread/p1/?cpage={last}");
  get("/thread/p1/?subthread={half}");
  get("/thread/p1/?corder=best");
  get("/page/p1/");
  get("/version/p1/");
  get("/count?page=/p1/");
  get("/likes?page=/p1/");
  get("/feed/p1/", fifty_positions);
  get("/feed");
  get("/latest");
  get("/search?q=thank");
  get("/search?q=thank&page=/p1/", fifty_positions);
  get("/comment/{half}");
  get("/moderate/?view=waiting");
  get("/moderate/?view=all");
  get("/moderate/?view=spam");
  get("/moderate/?view=approved&order=oldest");
  get("/moderate/?view=all&page=/p1");
  get("/moderate/?view=waiting&page=/p1", all_that_wait);
  get("/moderate/?view=spam&page=/p1");
  get("/moderate/?view=all&email=n77%40example.org");
  get("/moderate/?view=all&q=word7999");
  get("/moderate/?view=all&q=thank");
  get("/moderate/counts");
  get("/moderate/threads");
  get("/moderate/threads?from=1");
  get("/moderate/audit-log");
  get("/moderate/comment/{half}");
}

TEST_F(GrowthTest, ThePartsOfAThreadAreExactAfterEveryChange) {
  Site& site = *small_;
  EXPECT_LT(site.post("Counted").status, 400);
  const std::string file = site.folder / "a.db";
  // The second thread has parts too, so that comments move between two of them.
  const auto run = [&](const std::string& sql) {
    sqlite3* connection = nullptr;
    EXPECT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
    char* error = nullptr;
    sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &error);
    EXPECT_EQ(error, nullptr) << error << " " << sql;
    sqlite3_close(connection);
  };
  run("INSERT INTO thread_part SELECT 2, 14, id >> 14, count(*), count(DISTINCT top_level_id) FROM "
      "comment "
      "WHERE thread_id = 2 AND status = 'approved' GROUP BY 3 UNION ALL "
      "SELECT 2, 8, id >> 8, count(*), count(DISTINCT top_level_id) FROM comment "
      "WHERE thread_id = 2 AND status = 'approved' GROUP BY 3");
  ASSERT_EQ(site.number(std::string(wrong_parts)), 0);
  const std::string some =
      " WHERE id IN (SELECT id FROM comment WHERE thread_id IN (1, 2) AND id % {} = {})";
  const std::vector<std::string> changes{
      "UPDATE comment SET status = 'trash'" + some,
      "UPDATE comment SET status = 'approved'" + some,
      "UPDATE comment SET status = 'deleted', text = ''" + some,
      "UPDATE comment SET thread_id = 2" + some,
      "UPDATE comment SET thread_id = 1, status = 'waiting'" + some,
      "UPDATE comment SET top_level_id = id" + some,
      "UPDATE comment SET top_level_id = 1, parent_id = NULL, version = version + 1" + some,
      "DELETE FROM comment" + some +
          " AND NOT EXISTS (SELECT 1 FROM comment AS r WHERE r.parent_id = comment.id)",
      "INSERT INTO comment (thread_id, top_level_id, status, author, email, text, format, "
      "created_at) "
      "SELECT thread_id, top_level_id, status, author, email, text, format, 1 FROM comment" +
          some};
  int i = 0;
  for (int round = 3; round < 40; round += 4)
    for (const std::string& change : changes) {
      run(fmt::format(fmt::runtime(change), round, ++i % round));
      ASSERT_EQ(site.number(std::string(wrong_parts)), 0) << change << " " << round;
    }
}

}  // namespace
}  // namespace afterword
