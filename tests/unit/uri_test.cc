// Paths as servers and visitors write them: which route, which page, which origin.
#include "http/uri.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

using namespace std::string_literals;

TEST(PercentDecode, IsStrictForPaths) {
  EXPECT_EQ(percent_decode("/a%20b%2Fc%c3%a9+", false), "/a b/c\xc3\xa9+");
  EXPECT_EQ(percent_decode("a+b", true), "a b");
  EXPECT_EQ(percent_decode("%00", false), std::string(1, '\0'));
  EXPECT_EQ(percent_decode("%252e", false), "%2e");
  for (const auto* bad : {"%", "%1", "%zz", "a%2", "%%41", "% 1"}) {
    EXPECT_EQ(percent_decode(bad, false), std::nullopt) << bad;
  }
}

TEST(PercentDecode, LeavesBadEscapesInFormsAsTyped) {
  EXPECT_EQ(decode_form_text("100%+sure%zz%41%"), "100% sure%zzA%");
}

TEST(Encode, KeepsWhatAnHrefMayHold) {
  EXPECT_EQ(encode_path("/a b/\xc3\xa9?#%\"<>(c)"), "/a%20b/%C3%A9%3F%23%25%22%3C%3E(c)");
  EXPECT_EQ(encode_query_value("/a&b=c d+~"), "%2Fa%26b%3Dc%20d%2B~");
}

TEST(Query, FirstValueWinsAndAllCanBeHad) {
  EXPECT_EQ(query_value("a=1&b=2&a=3", "a"), "1");
  EXPECT_EQ(query_value("a&b=", "a"), "");
  EXPECT_EQ(query_value("a=1", "A"), std::nullopt);
  EXPECT_EQ(query_value("", ""), std::nullopt);
  EXPECT_EQ(query_value("moderation%2Dhash=a%26b=c", "moderation-hash"), "a&b=c");
  EXPECT_EQ(query_values("page=/a/&x=1&page=%2Fb%2F&page", "page"),
            (std::vector<std::string>{"/a/", "/b/", ""}));
}

// What a web server says about where a request went.
struct Variables {
  std::string_view script_name = {};
  std::string_view path_info = {};
  std::string_view document_uri = {};
  std::string_view request_uri = {};
};

std::optional<std::string> route_of(const Variables& said, std::string_view mount) {
  Request request;
  request.script_name = said.script_name;
  request.path_info = said.path_info;
  request.document_uri = said.document_uri;
  request.request_uri = said.request_uri;
  return route_path(request, mount);
}

struct RouteCase {
  const char* what;
  Variables variables;
  const char* mount;
  std::optional<std::string> route;
};

TEST(RoutePath, IsFoundAsEachServerFillsTheVariables) {
  const std::vector<RouteCase> cases{
      {"nginx, stock fastcgi_params",
       {.script_name = "/comments/thread/blog/x/",
        .document_uri = "/comments/thread/blog/x/",
        .request_uri = "/comments/thread/blog/x/?a=b"},
       "/comments",
       "/thread/blog/x/"},
      {"nginx, an SSI subrequest of /blog/x/",
       {.script_name = "/comments/thread/blog/x/",
        .document_uri = "/comments/thread/blog/x/",
        .request_uri = "/blog/x/?cpage=2"},
       "/comments",
       "/thread/blog/x/"},
      {"nginx, fastcgi_index set",
       {.script_name = "/comments/thread/blog/x/index.php",
        .document_uri = "/comments/thread/blog/x/",
        .request_uri = "/comments/thread/blog/x/"},
       "/comments",
       "/thread/blog/x/"},
      {"Apache, ScriptAlias at the mount",
       {.script_name = "/comments", .path_info = "/thread/a b/", .request_uri = "/other"},
       "/comments",
       "/thread/a b/"},
      {"Apache, an SSI include: DOCUMENT_URI is the outer page",
       {.script_name = "/comments", .path_info = "/thread/x/", .document_uri = "/x/index.shtml"},
       "/comments",
       "/thread/x/"},
      {"Apache, an SSI include of a program at the mount: SCRIPT_NAME is all of it",
       {.script_name = "/comments/thread/x/",
        .path_info = "/thread/x/",
        .document_uri = "/x/index.html",
        .request_uri = "/x/"},
       "/comments",
       "/thread/x/"},
      {"shared hosting, what .htaccess rewrites to the program in the folder",
       {.script_name = "/comments/comments.fcgi",
        .path_info = "/thread/x/",
        .request_uri = "/comments/thread/x/"},
       "/comments",
       "/thread/x/"},
      {"CGI, the script is the mount",
       {.script_name = "/cgi-bin/comments.cgi", .path_info = "/count"},
       "/cgi-bin/comments.cgi",
       "/count"},
      {"rewritten to a script elsewhere, REQUEST_URI as the visitor wrote it",
       {.script_name = "/cgi-bin/comments.cgi", .request_uri = "/comments/thread/%C3%A9/?q"},
       "/comments",
       "/thread/\xc3\xa9/"},
      {"a script elsewhere, only PATH_INFO helps",
       {.script_name = "/cgi-bin/comments.cgi",
        .path_info = "/thread/x",
        .request_uri = "/cgi-bin/comments.cgi/thread/x"},
       "/comments",
       "/thread/x"},
      {"shared hosting, an SSI include of what .htaccess rewrites to the program in the folder",
       {.script_name = "/comments/comments.fcgi/thread/x/",
        .path_info = "/thread/x/",
        .document_uri = "/x/index.html",
        .request_uri = "/x/"},
       "/comments",
       "/thread/x/"},
      {"an absolute request target",
       {.request_uri = "https://example.org/comments/count?page=/"},
       "/comments",
       "/count"},
      {"the mount itself", {.script_name = "/comments"}, "/comments", "/"},
      {"the mount with a slash", {.script_name = "/comments/"}, "/comments/", "/"},
      {"mounted at the root", {.script_name = "/thread/x/"}, "", "/thread/x/"},
      {"a name that only begins like the mount",
       {.script_name = "/commentsx/y", .request_uri = "/commentsx/y"},
       "/comments",
       std::nullopt},
      {"elsewhere", {.script_name = "/x", .request_uri = "/x"}, "/comments", std::nullopt},
      {"a bad escape", {.request_uri = "/comments/%zz"}, "/comments", std::nullopt},
      {"nothing at all", {}, "/comments", std::nullopt},
      {"WordPress's form, in a subfolder",
       {.script_name = "/blog/wp-comments-post.php"},
       "/comments",
       "/wp-comments-post.php"},
      {"WordPress's form, under the mount",
       {.request_uri = "/comments/wp-comments-post.php?x"},
       "/comments",
       "/wp-comments-post.php"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(route_of(each.variables, each.mount), each.route) << each.what;
  }
}

// Read from the servers of deploy/: Debian 12's nginx 1.22, Apache 2.4, lighttpd 1.4.69, Caddy 2.6.
// For each an address, WordPress's old form in a folder, and what /inc/ includes.
TEST(RoutePath, IsFoundFromWhatEachServerOfDeploySends) {
  struct Sent {
    std::string_view server;
    Variables variables;
    std::string_view route;
  };
  const std::vector<Sent> sent{
      {"nginx, and nginx with spawn-fcgi",
       {"/comments/thread/x/a b/", "", "/comments/thread/x/a b/", "/comments/thread/x/a%20b/?q=1"},
       "/thread/x/a b/"},
      {"nginx, and nginx with spawn-fcgi",
       {"/old/wp-comments-post.php", "", "/old/wp-comments-post.php", "/old/wp-comments-post.php"},
       "/wp-comments-post.php"},
      {"nginx, and nginx with spawn-fcgi",
       {"/comments/thread/inc/", "", "/comments/thread/inc/", "/inc/?cpage=2"},
       "/thread/inc/"},
      {"Apache with mod_proxy_fcgi",
       {"/comments/thread/x/a b/", "", "", "/comments/thread/x/a%20b/?q=1"},
       "/thread/x/a b/"},
      {"Apache with mod_proxy_fcgi",
       {"/old/wp-comments-post.php", "", "", "/old/wp-comments-post.php"},
       "/wp-comments-post.php"},
      {"Apache with mod_proxy_fcgi",
       {"/comments/thread/inc/", "", "/inc/index.html", "/inc/?cpage=2"},
       "/thread/inc/"},
      {"Apache with mod_fcgid, mod_cgi or mod_cgid",
       {"/comments", "/thread/x/a b/", "", "/comments/thread/x/a%20b/?q=1"},
       "/thread/x/a b/"},
      {"Apache with mod_fcgid, mod_cgi or mod_cgid",
       {"/old/wp-comments-post.php", "", "", "/old/wp-comments-post.php"},
       "/wp-comments-post.php"},
      {"Apache with mod_fcgid, mod_cgi or mod_cgid",
       {"/comments/thread/inc/", "/thread/inc/", "/inc/index.html", "/inc/?cpage=2"},
       "/thread/inc/"},
      {"Apache with .htaccess only",
       {"/comments/comments.fcgi", "/thread/x/a b/", "", "/comments/thread/x/a%20b/?q=1"},
       "/thread/x/a b/"},
      {"Apache with .htaccess only",
       {"/comments/comments.fcgi", "/wp-comments-post.php", "", "/old/wp-comments-post.php"},
       "/wp-comments-post.php"},
      {"Apache with .htaccess only",
       {"/comments/comments.fcgi/thread/inc/", "/thread/inc/", "", "/inc/?cpage=2"},
       "/thread/inc/"},
      {"lighttpd",
       {"/comments", "/thread/x/a b/", "", "/comments/thread/x/a%20b/?q=1"},
       "/thread/x/a b/"},
      {"lighttpd",
       {"/old/wp-comments-post.php", "", "", "/old/wp-comments-post.php"},
       "/wp-comments-post.php"},
      {"Caddy",
       {"", "/comments/thread/x/a b/", "", "/comments/thread/x/a%20b/?q=1"},
       "/thread/x/a b/"},
      {"Caddy",
       {"", "/old/wp-comments-post.php", "", "/old/wp-comments-post.php"},
       "/wp-comments-post.php"},
      {"Caddy",
       {"", "/comments/thread/inc/", "", "/comments/thread/inc/?t=1&cpage=2"},
       "/thread/inc/"},
  };
  for (const auto& each : sent)
    EXPECT_EQ(route_of(each.variables, "/comments"), each.route) << each.server;
}

TEST(PagePath, OnePageHasOneKey) {
  for (const auto* path : {"/a", "/a/", "/a/index.html", "/a/index.htm"}) {
    const auto page = parse_page_path(path);
    ASSERT_TRUE(page) << path;
    EXPECT_EQ(page->key, "/a");
    EXPECT_EQ(page->path, path);
  }
  for (const auto* path : {"/", "/index.html", "/index.htm"}) {
    EXPECT_EQ(parse_page_path(path)->key, "/") << path;
  }
  EXPECT_EQ(parse_page_path("/a/b.html")->key, "/a/b");
  EXPECT_EQ(parse_page_path("/a/xindex.html")->key, "/a/xindex");
  EXPECT_EQ(parse_page_path("/a/.html")->key, "/a/.html");
  EXPECT_EQ(parse_page_path("/A")->key, "/A");
  EXPECT_EQ(parse_page_path("/caf\xc3\xa9/")->key, "/caf\xc3\xa9");
}

TEST(PagePath, TheKeyOfAKeyIsItself) {
  for (const auto* path :
       {"/a/index.html/", "/index.html/index.htm/", "/index.html/", "/a..b/..."}) {
    const auto key = parse_page_path(path)->key;
    EXPECT_EQ(parse_page_path(key)->key, key) << path;
  }
}

TEST(PagePath, RefusesWhatIsNotAPage) {
  const std::vector<std::string> bad{"",          "a",
                                     "//a",       "/a//b",
                                     "/a//",      "/..",
                                     "/../a",     "/a/..",
                                     "/a/./b",    "/a/.",
                                     "/.",        "/a\\b",
                                     "/a\nb",     "/\x7f",
                                     "/\xc2\x80", "/\xc2\x9f",
                                     "/\xff",     "/\xc0\xaf",
                                     "/\xe2\x82", "/\xed\xa0\x80",
                                     "/a\0b"s,    "/" + std::string(1'024, 'a')};
  for (const auto& path : bad) EXPECT_FALSE(parse_page_path(path)) << path;
  EXPECT_TRUE(parse_page_path("/" + std::string(1'023, 'a')));
  EXPECT_TRUE(parse_page_path("/\xc2\xa0"));
}

TEST(Origin, IsWrittenAsBrowsersWriteIt) {
  EXPECT_EQ(origin_of("HTTPS://Example.ORG/a?b#c"), "https://example.org");
  EXPECT_EQ(origin_of("https://example.org:443"), "https://example.org");
  EXPECT_EQ(origin_of("http://example.org:80/"), "http://example.org");
  EXPECT_EQ(origin_of("http://example.org:443/"), "http://example.org:443");
  EXPECT_EQ(origin_of("http://[::1]:8080/x"), "http://[::1]:8080");
  EXPECT_EQ(origin_of("https://good.example\\@evil.example/"), "https://good.example");
  EXPECT_EQ(origin_of("https://example.org?x"), "https://example.org");
}

TEST(Origin, OfAnythingElseIsEmpty) {
  for (const auto* url :
       {"", "null", "//example.org", "ftp://example.org", "javascript:alert(1)", "https://",
        "https:///a", "https://user@example.org", "https://good.example@evil.example",
        "https://a b/", "https://a\n.b/", "https://a:99999999", "https://a:0x1", "https://a:-1",
        "https://[::1", "https://[]", "https://\xc3\xa9.org", "https://a%2eb"}) {
    EXPECT_EQ(origin_of(url), "") << url;
  }
}

TEST(Glob, MatchesTheWholePath) {
  EXPECT_TRUE(glob_matches("/*", "/blog/x/"));
  EXPECT_TRUE(glob_matches("/blog/*", "/blog/"));
  EXPECT_TRUE(glob_matches("*.html", "/a/b.html"));
  EXPECT_TRUE(glob_matches("/201?/*", "/2010/x"));
  EXPECT_TRUE(glob_matches("/caf?", "/caf\xc3\xa9"));
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_TRUE(glob_matches("**", ""));
  EXPECT_TRUE(glob_matches("/a*b*c", "/aXbYbZc"));
  EXPECT_FALSE(glob_matches("/blog/*", "/blog"));
  EXPECT_FALSE(glob_matches("/a", "/a/"));
  EXPECT_FALSE(glob_matches("", "/"));
  EXPECT_FALSE(glob_matches("/?", "/"));
  EXPECT_FALSE(glob_matches("/*.html", "/a.htm"));
}

TEST(Glob, TakesNoLongerForManyStars) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(glob_matches(pattern + "b", std::string(1'024, 'a')));
}

}  // namespace
}  // namespace afterword
