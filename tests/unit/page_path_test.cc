// Paths of host pages as servers and visitors write them.
#include "base/page_path.h"

#include <gtest/gtest.h>

#include <vector>

namespace afterword {
namespace {

using namespace std::string_literals;

TEST(PagePath, SpellingsOfAPageHaveOneKey) {
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

TEST(PagePath, TheKeyOfAKeyIsTheKey) {
  for (const auto* path :
       {"/a/index.html/", "/index.html/index.htm/", "/index.html/", "/a..b/..."}) {
    const auto key = parse_page_path(path)->key;
    EXPECT_EQ(parse_page_path(key)->key, key) << path;
  }
}

TEST(PagePath, RefusesInvalidPaths) {
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

TEST(PagePath, AQueryBelongsToThePageThatItSelects) {
  struct Row {
    const char* path;
    const char* key;
    const char* shown;
    const char* href;
  };
  for (const Row& row : {
           Row{"/?p=42", "/?p=42", "/?p=42", "/?p=42"},
           Row{"/a/?p=42", "/a?p=42", "/a/?p=42", "/a/?p=42"},
           Row{"/a.php?id=7&q=a b", "/a.php?id=7&q=a%20b", "/a.php?id=7&q=a%20b",
               "/a.php?id=7&q=a%20b"},
           Row{"/a?q=a%20b", "/a?q=a%20b", "/a?q=a%20b", "/a?q=a%20b"},
           Row{"/?about", "/?about", "/?about", "/?about"},
           Row{"/?2010/a", "/?2010%2Fa", "/?2010%2Fa", "/?2010%2Fa"},
           Row{"/a/?utm_source=y", "/a", "/a/", "/a/"},
           Row{"/a/?fbclid=1&p=2&gclid=3&utm_term", "/a?p=2", "/a/?p=2", "/a/?p=2"},
           Row{"/a/?cpage=2&replytocom=3&subthread=1&unapproved=4&moderation-hash=x", "/a", "/a/",
               "/a/"},
           Row{"/?p=1&cpage=2", "/?p=1", "/?p=1", "/?p=1"},
           // Question marks of names.
           Row{"/why?/", "/why?", "/why?/", "/why%3F/"},
           Row{"/why?", "/why?", "/why?", "/why%3F"},
           Row{"/why?.html", "/why?", "/why?.html", "/why%3F.html"},
       }) {
    const auto page = parse_page_path(row.path);
    ASSERT_TRUE(page) << row.path;
    EXPECT_EQ(page->key, row.key);
    EXPECT_EQ(page->path, row.shown);
    EXPECT_EQ(page_href(page->path), row.href);
    EXPECT_EQ(parse_page_path(page->key)->key, page->key);
    EXPECT_EQ(parse_page_path(page->path)->path, page->path);
    EXPECT_EQ(page_path_of(*parse_url(row.href))->path, page->path) << "a link leads back";
  }
  EXPECT_EQ(page_href("/?p=42", UrlQuery("cpage=2"), "comment-7"), "/?p=42&cpage=2#comment-7");
  EXPECT_EQ(page_href("/caf\xc3\xa9/", UrlQuery("cpage=2"), "x"), "/caf%C3%A9/?cpage=2#x");
  EXPECT_FALSE(parse_page_path("/a?" + std::string(1'022, '=')));
}

TEST(PagePath, IsReadFromALink) {
  const auto path_of = [](std::string_view link) {
    const auto url = parse_url(link);
    const auto page = url ? page_path_of(*url) : std::nullopt;
    return page ? page->path : "none";
  };
  EXPECT_EQ(path_of("https://example.org/blog/caf%C3%A9/?cpage=2#comment-7"), "/blog/caf\xc3\xa9/");
  EXPECT_EQ(path_of("https://example.org"), "/");
  EXPECT_EQ(path_of("https://example.org?x=1"), "/?x=1");
  EXPECT_EQ(path_of("https://example.org/a/?"), "/a/");
  EXPECT_EQ(path_of("/a/#top"), "/a/");
  EXPECT_EQ(path_of("/c%23/"), "/c#/");
  EXPECT_EQ(path_of("/100%/"), "/100%/") << "not an escape";
  EXPECT_EQ(path_of("/100%2541/"), "/100%41/") << "decoded once";
  for (const char* none :
       {"https://example.org/%2e%2e/", "https://example.org/a\\b", "https://example.org//a"})
    EXPECT_EQ(path_of(none), "none") << none;
}

TEST(PagePath, TheEndingsOfWordPressBelongToAPage) {
  const auto of = [](std::string_view path) {
    const auto found = find_page_ending(path);
    return found ? found->page + " " + std::to_string(found->comments_page.value_or(0)) : "none";
  };
  EXPECT_EQ(of("/hello/comment-page-2/"), "/hello/ 2");
  EXPECT_EQ(of("/hello/comment-page-12"), "/hello/ 12");
  EXPECT_EQ(of("/comment-page-3/"), "/ 3") << "the front page's comments";
  EXPECT_EQ(of("/hello/comment-page-0/"), "/hello/ 1");
  EXPECT_EQ(of("/hello/comment-page-007/"), "/hello/ 7");
  EXPECT_EQ(of("/hello/comment-page-99999999999/"), "/hello/ 2147483647");
  for (const char* ending :
       {"feed", "feed/atom", "feed/rdf", "feed/rss", "feed/rss2", "amp", "embed", "trackback"})
    EXPECT_EQ(of("/hello/" + std::string(ending) + "/"), "/hello/ 0") << ending;
  for (const char* page : {"/", "/hello/", "/feed/", "/feed/atom/", "/trackback/", "/amp",
                           "/hello/comment-page-/", "/hello/comment-page-x/", "/hello/feeds/",
                           "/hello/comment-page-2x/", "/hello/comment-page--2/", "/feed/hello/",
                           "/hello/atom/", "/hello/rss2/", "/hello/feed/x/", "/hello/xfeed/atom/"})
    EXPECT_EQ(of(page), "none") << page;
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

TEST(Glob, MatchingManyStarsTakesBoundedTime) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(glob_matches(pattern + "b", std::string(1'024, 'a')));
}

}  // namespace
}  // namespace afterword
