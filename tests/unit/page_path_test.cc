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

TEST(PagePath, IsReadFromALinkWithoutItsQuery) {
  const auto path_of = [](std::string_view link) {
    const auto url = parse_url(link);
    const auto page = url ? page_path_of(*url) : std::nullopt;
    return page ? page->path : "none";
  };
  EXPECT_EQ(path_of("https://example.org/blog/caf%C3%A9/?cpage=2#comment-7"), "/blog/caf\xc3\xa9/");
  EXPECT_EQ(path_of("https://example.org"), "/");
  EXPECT_EQ(path_of("https://example.org?x"), "/");
  for (const char* none : {"https://example.org/%zz", "https://example.org/%2e%2e/",
                           "https://example.org/a\\b", "https://example.org//a"})
    EXPECT_EQ(path_of(none), "none") << none;
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
