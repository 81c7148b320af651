// Calls every route in every way that its declaration forbids. New routes are covered
// automatically.
#include "handler/routes.h"
#include "handler/refusals.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <array>
#include <memory>

#include "base/signed_link.h"
#include "base/url.h"
#include "domain/account/password_rule.h"
#include "handler/dispatch.h"
#include "temp_folder.h"
#include "test_database.h"
#include "test_policy.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};
constexpr std::string_view own_origin = "https://blog.example.org";
constexpr std::string_view named_origin = "https://www.example.org";
constexpr std::string_view foreign_origin = "https://other.example.net";
constexpr std::string_view password = "a lighthouse in spring";
constexpr std::string_view typed = "Written with care";

bool needs_session(const Route& route) {
  return route.access.caller == Caller::owner || route.access.caller == Caller::moderator;
}

bool needs_database(const Route& route) { return route.access.database == DatabaseUse::required; }

/// A request that owns the texts of its views.
struct Sent {
  Method method = Method::get;
  std::string path;
  std::string cookie;
  std::string csrf;
  std::string origin{own_origin};
  std::string sec_fetch_site;
  std::string accept = "text/html";
  std::string if_none_match;
  std::string type = "application/x-www-form-urlencoded";
  BodyState body_state = BodyState::complete;
  std::vector<std::pair<std::string, std::string>> fields;
};

std::string header(const Response& response, std::string_view name) {
  for (const auto& each : response.headers)
    if (each.first == name) return each.second;
  return "";
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_html(const Response& response) {
  return header(response, "Content-Type").starts_with("text/html");
}

class RoutesTest : public testing::Test {
 protected:
  RoutesTest() {
    site_.view.site_name = "Test site";
    site_.view.offer_mail = true;
    site_.view.likes = true;
    site_.url = own_origin;
    site_.origins = {std::string(own_origin), std::string(named_origin)};
    site_.allow = {"/*"};
    made_database(folder_ / "a.db");
    app_ = make_app(folder_ / "a.db");
    EXPECT_TRUE(app_->ready(noon));
    add_comment();
    owner_ = add_moderator("Ana", Role::owner);
    moderator_ = add_moderator("Ben", Role::moderator);
  }

  struct Account {
    std::string name;
    std::string cookie;
    std::string csrf;
  };

  std::unique_ptr<App> make_app(const std::string& database) {
    StoreSettings settings{.path = database, .wait = std::make_shared<LockWait>()};
    auto app = std::make_unique<App>(config_, templates_, zone_, StoreConnection(settings),
                                     SetupToken(folder_.path() + "/"));
    app->lock_wait = settings.wait;
    app->lock_wait->begin(LockWait::Duration{0});
    return app;
  }

  void add_comment() {
    Submission submission;
    submission.author = "Kim";
    submission.email = "kim@example.org";
    submission.text = "A good walk.";
    submission.page = {"/hello", "/hello/"};
    const auto accepted =
        app_->stores().submissions.submit(submission, always(publish_all()), {}, noon);
    ASSERT_TRUE(accepted);
    comment_ = accepted->comment.id;
  }

  Account add_moderator(const std::string& name, Role role) {
    ModeratorStore& store = app_->stores().moderators;
    const auto id = store.add({ActorKind::command_line}, name, "", role, hash_, noon);
    EXPECT_TRUE(id);
    const auto account = store.find(*id);
    Response response;
    const auto session = begin_session(*app_, Request{}, **account, noon, response);
    EXPECT_TRUE(session);
    const std::string cookie = header(response, "Set-Cookie");
    return {name, cookie.substr(0, cookie.find(';')), session->csrf};
  }

  std::string link_token(Instant expires) const {
    return format_link_token(app_->key(), {LinkAction::own, comment_.value, 1, expires});
  }

  /// A path that the route serves and for which data exists.
  std::string path_of(const Route& route) const {
    const std::string path(route.path);
    if (route.match != Match::below) return path;
    if (route.access.guard == Guard::signed_link)
      return path + "/" + link_token(Instant{noon.ms + day_ms});
    if (path == "/avatar") return path + "/0123456789abcdef0123456789abcdef.svg";
    if (path == "/thread" || path == "/page") return path + "/hello/";
    return path + fmt::format("/{}", comment_.value);
  }

  /// A valid request: from a permitted caller, satisfying the guard.
  Sent right(const Route& route) const {
    Sent sent;
    sent.method = route.method;
    sent.path = path_of(route);
    if (needs_session(route)) sent.cookie = owner_.cookie;
    if (route.access.guard == Guard::csrf) sent.csrf = owner_.csrf;
    if (route.method == Method::post)
      sent.fields = {{"page", "/hello/"},
                     {"id", std::to_string(comment_.value)},
                     {"name", "Ana"},
                     {"author", "Kim"},
                     {"email", "kim@example.org"},
                     {"comment", std::string(typed)},
                     {"text", std::string(typed)}};
    if (!route.action.field.empty())
      sent.fields.emplace_back(route.action.field, route.action.value.empty()
                                                       ? std::to_string(comment_.value)
                                                       : route.action.value);
    return sent;
  }

  Response send(App& app, const Sent& sent) {
    std::string body;
    const auto add = [&](const std::string& name, const std::string& value) {
      body += (body.empty() ? "" : "&") + name + "=" + encode_parameter(value);
    };
    if (!sent.csrf.empty()) add("csrf", sent.csrf);
    for (const auto& [name, value] : sent.fields) add(name, value);
    const std::string uri = site_.view.mount + sent.path;
    Request request;
    request.method = sent.method;
    request.request_uri = uri;
    request.cookie = sent.cookie;
    request.if_none_match = sent.if_none_match;
    request.origin = sent.origin;
    request.sec_fetch_site = sent.sec_fetch_site;
    request.accept = sent.accept;
    request.host = "blog.example.org";
    request.remote_addr = "192.0.2.7";
    request.content_type = sent.type;
    request.body_state = sent.body_state;
    if (sent.body_state == BodyState::complete) request.body = std::move(body);
    app.lock_wait->begin(LockWait::Duration{0});
    return respond(app, request, noon);
  }

  /// Checks the headers that forbid caching, framing and cross-origin reading as the route
  /// declares.
  void expect_headers(const Route& route, const Sent& sent, const Response& response) {
    const Access& access = route.access;
    const bool is_error = response.status >= 400;
    const std::string caching = header(response, "Cache-Control");
    EXPECT_NE(caching, "");
    if (access.caching == Caching::no_store || is_error) {
      EXPECT_EQ(caching, "no-store");
    }
    const bool open = access.readers == Readers::site_origins &&
                      (sent.origin == own_origin || sent.origin == named_origin);
    EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), open ? sent.origin : "");
    if (!is_html(response) || access.documents == Documents::none) return;
    const std::string policy = header(response, "Content-Security-Policy");
    const bool framed = access.documents == Documents::site;
    EXPECT_TRUE(has(policy, framed ? "frame-ancestors 'self'" : "frame-ancestors 'none'"));
    EXPECT_EQ(header(response, "X-Frame-Options"), framed ? "" : "DENY");
    EXPECT_EQ(header(response, "Referrer-Policy"), framed ? ""
                                                   : access.documents == Documents::signed_link
                                                       ? "no-referrer"
                                                       : "same-origin");
  }

  /// Sends the request for HTML and for JSON. Neither may change the database.
  void refuse(App& app, const Route& route, Sent sent, int html_status, int json_status,
              std::string_view what) {
    for (const bool json : {false, true}) {
      SCOPED_TRACE(fmt::format("{} {} {}: {}", route.method == Method::post ? "POST" : "GET",
                               sent.path, json ? "as JSON" : "", what));
      sent.accept = json ? "application/json" : "text/html";
      const auto before = changes();
      const Response response = send(app, sent);
      EXPECT_EQ(response.status, json ? json_status : html_status);
      EXPECT_EQ(changes(), before) << "something was written";
      expect_headers(route, sent, response);
      const bool shows_page = response.status >= 400 && is_html(response);
      const bool has_form = route.access.body == Body::form &&
                            sent.type.starts_with("application") &&
                            sent.body_state == BodyState::complete;
      if (shows_page && has_form) {
        EXPECT_TRUE(has(response.body, typed)) << "the text is lost";
      }
      if (response.status == 503) {
        EXPECT_NE(header(response, "Retry-After"), "");
      }
    }
  }

  void refuse(const Route& route, const Sent& sent, int status, std::string_view what) {
    refuse(*app_, route, sent, status, status, what);
  }

  /// Differs after every commit.
  std::int64_t changes() {
    if (!watch_) {
      EXPECT_EQ(sqlite3_open((folder_ / "a.db").c_str(), &watch_), SQLITE_OK);
    }
    std::int64_t version = 0;
    sqlite3_exec(
        watch_, "PRAGMA data_version",
        [](void* into, int, char** values, char**) {
          *static_cast<std::int64_t*>(into) = std::stoll(values[0]);
          return 0;
        },
        &version, nullptr);
    return version;
  }

  ~RoutesTest() override { sqlite3_close(watch_); }

  TempFolder folder_;
  Config config_;
  Site& site_ = config_.site;
  TemplateCache templates_{""};
  TimeZone zone_ = *TimeZone::load("UTC");
  std::string hash_ = hash_password(password);
  std::unique_ptr<App> app_;
  sqlite3* watch_ = nullptr;
  CommentId comment_;
  Account owner_;
  Account moderator_;
};

bool is_form_of_moderators(const Route& route) {
  return needs_session(route) && route.method == Method::post;
}

TEST_F(RoutesTest, PermittedCallersReachEveryRoute) {
  for (const Route& route : routes()) {
    SCOPED_TRACE(route.path);
    Sent sent = right(route);
    sent.fields.emplace_back("password", password);
    const Response response = send(*app_, sent);
    EXPECT_NE(response.status, 403);
    EXPECT_NE(response.status, 405);
    EXPECT_NE(response.status, 503);
    EXPECT_FALSE(has(response.body, "/moderate/sign-in\"")) << "the sign-in page";
    expect_headers(route, sent, response);
    // Signing out ends the session, which the following routes need.
    if (route.path == "/moderate/sign-out") owner_ = add_moderator("Cleo", Role::owner);
  }
}

TEST_F(RoutesTest, AProcessForOneRequestRendersNothingForAClientThatHasTheResponse) {
  const TemplateCache templates("", Parsing::when_used);
  Sent sent;
  sent.path = "/thread/hello/";
  const std::string etag = header(send(*app_, sent), "ETag");
  const auto get = [&](const std::string& known) {
    StoreSettings settings{.path = folder_ / "a.db", .wait = std::make_shared<LockWait>()};
    App app(config_, templates, zone_, StoreConnection(settings), SetupToken(folder_.path() + "/"));
    app.is_for_one_request = true;
    app.lock_wait = settings.wait;
    app.lock_wait->begin(LockWait::Duration{0});
    sent.if_none_match = known;
    return send(app, sent);
  };
  const Response same = get(etag);
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(header(same, "ETag"), etag);
  EXPECT_EQ(same.body.size(), 0U);
  EXPECT_EQ(templates.parsed_count(), 0U);
  const Response another = get("\"another\"");
  EXPECT_EQ(another.status, 200);
  EXPECT_EQ(header(another, "ETag"), etag);
  EXPECT_TRUE(has(another.body, "A good walk."));
}

TEST_F(RoutesTest, TheTestDetectsDatabaseWrites) {
  const auto before = changes();
  Sent sent;
  sent.method = Method::post;
  sent.path = "/moderate/act";
  sent.cookie = moderator_.cookie;
  sent.csrf = moderator_.csrf;
  sent.fields = {{"one", fmt::format("hold {}:1", comment_.value)}};
  EXPECT_EQ(send(*app_, sent).status, 303);
  EXPECT_NE(changes(), before);
}

TEST_F(RoutesTest, AWrongMethodIsRefusedWithTheAllowedOnes) {
  for (const Route& route : routes()) {
    Sent sent = right(route);
    sent.method = Method::other;
    SCOPED_TRACE(sent.path);
    const auto before = changes();
    const Response response = send(*app_, sent);
    EXPECT_EQ(response.status, 405);
    EXPECT_TRUE(has(header(response, "Allow"), route.method == Method::post ? "POST" : "GET"));
    EXPECT_EQ(header(response, "Cache-Control"), "no-store");
    EXPECT_TRUE(has(header(response, "Content-Security-Policy"), "frame-ancestors 'self'"));
    EXPECT_EQ(changes(), before);
  }
}

TEST_F(RoutesTest, AnUnsupportedBodyTypeIsRefused) {
  for (const Route& route : routes()) {
    if (route.method == Method::post) continue;
    bool takes_forms = false;
    for (const Route& other : routes())
      takes_forms = takes_forms || (other.method == Method::post && other.path == route.path);
    if (takes_forms) continue;
    Sent sent = right(route);
    sent.method = Method::post;
    SCOPED_TRACE(sent.path);
    EXPECT_EQ(send(*app_, sent).status, 405);
  }
}

TEST_F(RoutesTest, ATooLargeOrIncompleteBodyIsRefused) {
  for (const Route& route : routes()) {
    if (route.method != Method::post) continue;
    Sent sent = right(route);
    sent.body_state = BodyState::too_large;
    refuse(route, sent, 413, "too large");
    sent.body_state = BodyState::bad_length;
    refuse(route, sent, 400, "a wrong length");
    if (route.access.body == Body::none) continue;
    sent = right(route);
    sent.type = "text/plain";
    refuse(route, sent, 400, "no form");
  }
}

TEST_F(RoutesTest, WithoutASessionModeratorsRoutesAreRefused) {
  for (const Route& route : routes()) {
    if (!needs_session(route)) continue;
    // Responses with data for scripts have no sign-in page.
    const int html_status =
        is_form_of_moderators(route) || route.access.refuse == refuse_request ? 403 : 200;
    for (const char* cookie : {"", "__Host-aw_session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
      Sent sent = right(route);
      sent.cookie = cookie;
      refuse(*app_, route, sent, html_status, 403, "no session");
      if (html_status == 200) {
        EXPECT_TRUE(has(send(*app_, sent).body, "/moderate/sign-in\""));
      }
    }
  }
}

TEST_F(RoutesTest, ModeratorsCannotCallOwnerRoutes) {
  int owners = 0;
  for (const Route& route : routes()) {
    if (route.access.caller != Caller::owner) continue;
    ++owners;
    Sent sent = right(route);
    sent.cookie = moderator_.cookie;
    if (!sent.csrf.empty()) sent.csrf = moderator_.csrf;
    refuse(*app_, route, sent, route.method == Method::post ? 303 : 403, 403, "no owner");
  }
  EXPECT_GT(owners, 0);
}

TEST_F(RoutesTest, AModeratorsFormNeedsItsCsrfTokenAndTheSitesOrigin) {
  for (const Route& route : routes()) {
    if (route.access.guard != Guard::csrf) continue;
    Sent sent = right(route);
    sent.csrf.clear();
    refuse(route, sent, 403, "no token");
    sent.csrf = moderator_.csrf;
    refuse(route, sent, 403, "another session's token");
    sent = right(route);
    sent.origin = foreign_origin;
    refuse(route, sent, 403, "another site's page");
    sent = right(route);
    sent.origin = named_origin;
    sent.sec_fetch_site = "cross-site";
    refuse(route, sent, 403, "another site that the configuration names");
  }
}

TEST_F(RoutesTest, AVisitorsFormNeedsAnAllowedOrigin) {
  for (const Route& route : routes()) {
    const Guard guard = route.access.guard;
    if (guard != Guard::origin && guard != Guard::site_origins) continue;
    Sent sent = right(route);
    sent.origin = foreign_origin;
    refuse(route, sent, 403, "another site's page");
    sent.origin = "null";
    refuse(route, sent, 403, "a page that hides its site");
    if (guard == Guard::site_origins) continue;
    sent.origin = named_origin;
    sent.sec_fetch_site = "cross-site";
    refuse(route, sent, 403, "another site that the configuration names");
  }
}

TEST_F(RoutesTest, ALinkAboutMailOfAnEarlierVersionIsValidUntilItExpires) {
  const std::string email = "kim@example.org";
  const auto token = [&](LinkAction action) {
    return format_link_token(app_->key(), {.action = action,
                                           .comment = comment_.value,
                                           .version = address_version(app_->key(), email),
                                           .expires = Instant{noon.ms + day_ms}});
  };
  for (const LinkAction action : {LinkAction::confirm, LinkAction::unsubscribe}) {
    Sent sent;
    sent.path = "/link/" + token(action);
    const auto before = changes();
    EXPECT_EQ(send(*app_, sent).status, 200);
    EXPECT_EQ(changes(), before);
    sent.method = Method::post;
    sent.origin = "null";
    EXPECT_EQ(send(*app_, sent).status, 200);
  }
  const auto refused = app_->stores().subscriptions.has_refused(email);
  EXPECT_TRUE(refused && *refused) << "it said that no more mail comes";
}

TEST_F(RoutesTest, ASignedLinkIsValidUntilItExpires) {
  for (const Route& route : routes()) {
    if (route.access.guard != Guard::signed_link) continue;
    const auto with_token = [&](const std::string& token) {
      Sent sent = right(route);
      sent.fields.clear();
      sent.path = std::string(route.path) + "/" + token;
      return sent;
    };
    // These pages never contain input about another comment than the link's.
    std::string altered = link_token(Instant{noon.ms + day_ms});
    altered.back() = altered.back() == '0' ? '1' : '0';
    const auto before = changes();
    EXPECT_EQ(send(*app_, with_token("nonsense")).status, 404) << route.path;
    EXPECT_EQ(send(*app_, with_token(altered)).status, 403) << route.path;
    EXPECT_EQ(send(*app_, with_token(link_token(Instant{noon.ms - 1}))).status, 410) << route.path;
    EXPECT_EQ(changes(), before);
    expect_headers(route, with_token(altered), send(*app_, with_token(altered)));
  }
}

TEST_F(RoutesTest, AnUnknownActionIsRefusedAndChangesNothing) {
  int pages = 0;
  for (const Route& route : routes()) {
    if (!needs_session(route) || !route.action.field.empty()) continue;
    bool has_actions = false;
    for (const Route& other : routes())
      has_actions = has_actions || (other.path == route.path && !other.action.field.empty());
    if (route.method != Method::post || !has_actions) continue;
    ++pages;
    Sent sent = right(route);
    refuse(route, sent, 422, "no action");
    for (const Route& other : routes())
      if (other.path == route.path && !other.action.value.empty()) {
        sent = right(route);
        sent.fields.emplace_back(other.action.field, "nonsense");
        refuse(route, sent, 422, "an unknown action");
      } else if (other.path == route.path && !other.action.field.empty()) {
        sent = right(route);
        sent.fields.emplace_back(other.action.field, "nonsense");
        refuse(other, sent, 422, "no number");
      }
  }
  EXPECT_EQ(pages, 7);
}

TEST_F(RoutesTest, SetupRoutesAreRefusedOnceAModeratorExists) {
  SetupToken(folder_.path() + "/").write("a lighthouse keeper", "");
  int rows = 0;
  for (const Route& route : routes()) {
    if (route.access.caller != Caller::first_moderator) continue;
    ++rows;
    Sent sent = right(route);
    sent.fields.emplace_back("code", "a lighthouse keeper");
    sent.fields.emplace_back("password", password);
    const auto before = changes();
    EXPECT_EQ(send(*app_, sent).status, 410);
    EXPECT_EQ(changes(), before);
  }
  EXPECT_EQ(rows, 3);
  EXPECT_EQ(app_->stores().moderators.list()->size(), 2u);
}

TEST_F(RoutesTest, TheSetupFormNeedsTheSetupToken) {
  made_database(folder_ / "b.db");
  const auto app = make_app(folder_ / "b.db");
  for (const Route& route : routes()) {
    if (route.access.guard != Guard::setup_token) continue;
    Sent sent = right(route);
    sent.fields = {
        {"code", "a lighthouse keeper"}, {"name", "Eve"}, {"password", std::string(password)}};
    EXPECT_EQ(send(*app, sent).status, 422) << "no file";
    SetupToken(folder_.path() + "/").write("a lighthouse keeper", "");
    sent.fields.front().second = "wrong";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(send(*app, sent).status, 422);
    const Response limited = send(*app, sent);
    EXPECT_EQ(limited.status, 429);
    EXPECT_NE(header(limited, "Retry-After"), "");
    sent.fields.front().second = "a lighthouse keeper";
    EXPECT_EQ(send(*app, sent).status, 429) << "the right one has to wait too";
    EXPECT_TRUE(app->stores().moderators.list()->empty());
  }
}

TEST_F(RoutesTest, WithoutADatabaseFormsAreReturned) {
  const auto app = make_app(folder_ / "nowhere.db");
  for (const Route& route : routes()) {
    if (!needs_database(route)) continue;
    refuse(*app, route, right(route), 503, 503, "no database");
  }
}

TEST_F(RoutesTest, UnderALockFormsAreReturned) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "a.db").c_str(), &other), SQLITE_OK);
  for (const Route& route : routes()) {
    if (route.access.body == Body::none || !needs_database(route)) continue;
    if (route.access.caller == Caller::anybody && route.handle == unknown_action) continue;
    Sent sent = right(route);
    SCOPED_TRACE(sent.path);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
    const Response response = send(*app_, sent);
    ASSERT_EQ(sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_EQ(response.status, 503);
    EXPECT_TRUE(has(response.body, typed));
    expect_headers(route, sent, response);
  }
  sqlite3_close(other);
}

TEST_F(RoutesTest, NoTwoRowsMatchOneRequest) {
  for (const Route& route : routes()) {
    int rows = 0;
    for (const Route& other : routes())
      rows += other.method == route.method && other.path == route.path &&
                      other.action.field == route.action.field &&
                      other.action.value == route.action.value
                  ? 1
                  : 0;
    EXPECT_EQ(rows, 1) << route.path;
  }
}

/// A reader's GET of a path with a query, from a page of the site.
Response read(App& app, const std::string& path, const std::string& query = "",
              std::string_view accept_encoding = {}) {
  Request request;
  const std::string uri = app.site.view.mount + path;
  request.request_uri = uri;
  request.query = query;
  request.protocol = "HTTP/1.1";
  request.accept_encoding = accept_encoding;
  app.lock_wait->begin(LockWait::Duration{0});
  return respond(app, request, Instant{noon.ms + minute_ms});
}

TEST_F(RoutesTest, InventedAddressesCauseNoRenderingOfTheThreadsThatReadersWant) {
  // A body that is at the same place in memory was not rendered again.
  const auto rendered = [&](const char* path, const char* query) {
    return read(*app_, path, query).body.view().data();
  };
  const std::array wanted{std::pair{"/thread/hello/", ""}, std::pair{"/page/hello/", ""},
                          std::pair{"/thread/hello/", "cpage=1"}};
  std::vector<const char*> before;
  for (const auto& [path, query] : wanted) before.push_back(rendered(path, query));
  for (int i = 0; i < 400; ++i) {
    const std::string number = std::to_string(i);
    EXPECT_EQ(read(*app_, "/thread/hello/", "title=Invented+" + number).status, 200);
    EXPECT_EQ(read(*app_, "/page/invented-" + number + "/").status, 200);
    EXPECT_EQ(read(*app_, "/thread/hello/", "cpage=" + std::to_string(i + 2)).status, 200);
    EXPECT_EQ(read(*app_, "/thread/hello/", "was=invented-" + number).status, 200);
    EXPECT_EQ(read(*app_, "/thread/hello/", "replytocom=" + number, "gzip").status, 200);
  }
  for (std::size_t i = 0; i < wanted.size(); ++i)
    EXPECT_EQ(rendered(wanted[i].first, wanted[i].second), before[i]) << wanted[i].second;
  EXPECT_LE(app_->cache.bytes(), ThreadCache::max_other_bytes + (50U << 10));
}

TEST_F(RoutesTest, AKeptHeaderHasTheHeadersOfTheFirstResponse) {
  for (const char* encoding : {"", "gzip"}) {
    const Response first = read(*app_, "/page/hello/", "", encoding);
    const Response again = read(*app_, "/page/hello/", "", encoding);
    EXPECT_EQ(first.head.view(), again.head.view());
    EXPECT_EQ(first.head.view().data(), again.head.view().data());
    EXPECT_EQ(serialised_head(first), first.head.view());
    EXPECT_TRUE(has(again.head, "Content-Security-Policy: "));
    EXPECT_EQ(has(again.head, "Content-Encoding: gzip"), *encoding != '\0');
    EXPECT_EQ(first.body.view(), again.body.view());
  }
}

}  // namespace
}  // namespace afterword
