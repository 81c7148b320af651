// The origin of a form, and where it may redirect to.
#include "handler/redirect.h"

#include <gtest/gtest.h>

#include "handler/origin.h"

namespace afterword {
namespace {

Site site_of(std::vector<std::string> origins) {
  Site site;
  site.origins = std::move(origins);
  return site;
}

std::string target_of(std::string_view redirect_to) {
  const Site site = site_of({"https://blog.example", "http://localhost:8080"});
  const auto target = local_target(site, redirect_to);
  return target ? target->query.link(target->path) : "none";
}

TEST(Redirect, TargetsOnTheSiteAreAccepted) {
  EXPECT_EQ(target_of("/a/?x=1#comments"), "/a/?x=1");
  EXPECT_EQ(target_of("https://Blog.example:443/a/?x=1#b"), "/a/?x=1");
  EXPECT_EQ(target_of("https://blog.example"), "/");
  EXPECT_EQ(target_of("https://blog.example?next=/b/"), "/?next=/b/");
  EXPECT_EQ(target_of("http://localhost:8080/a"), "/a");
}

TEST(Redirect, OtherTargetsAreRefused) {
  for (const char* elsewhere :
       {"", "a/", "?x", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "https://evil.example/", "https://blog.example.evil.example/", "http://blog.example/",
        "https://blog.example:8443/", "https://blog.example@evil.example/",
        "https://blog.example\\@evil.example/", "https://blog.example//evil.example",
        "https:/blog.example/a", "javascript:alert(1)", "/a b", "/a\n", "/\tevil.example"})
    EXPECT_EQ(target_of(elsewhere), "none") << elsewhere;
  EXPECT_EQ(target_of("/" + std::string(1'999, 'a')).size(), 2'000U);
  EXPECT_EQ(target_of("/" + std::string(2'000, 'a')), "none");
}

TEST(Redirect, ReplacesTheParametersOfAnEarlierPosition) {
  const UrlQuery place("cpage=2");
  const CommentId id{7};
  EXPECT_EQ(comment_location({"/a/"}, place, id), "/a/?cpage=2#comment-7");
  EXPECT_EQ(comment_location({"/a/"}, UrlQuery(), id), "/a/#comment-7");
  EXPECT_EQ(comment_location({"/a/", UrlQuery("x=%7e&c%70age=9&replytocom=3&unapproved=4&"
                                              "moderation-hash=5&subthread=6&y")},
                             place, id),
            "/a/?x=%7e&y&cpage=2#comment-7");
}

bool comes_from(const Site& site, std::string_view host, std::string_view origin,
                std::string_view referer = {}) {
  Request request;
  request.host = host;
  request.origin = origin;
  request.referer = referer;
  return is_from_site(site, request);
}

TEST(FormOrigin, TheSitesOriginsAreAccepted) {
  const Site named = site_of({"https://blog.example"});
  EXPECT_TRUE(comes_from(named, "elsewhere", "https://blog.example"));
  EXPECT_TRUE(comes_from(named, "elsewhere", "", "https://blog.example/a/?x"));
  EXPECT_FALSE(comes_from(named, "blog.example", "https://evil.example"));
  EXPECT_FALSE(comes_from(named, "blog.example", "null"));
  EXPECT_FALSE(comes_from(named, "blog.example", "", "https://evil.example/https://blog.example"));
}

TEST(FormOrigin, WithoutConfiguredOriginsTheRequestedHostIsAccepted) {
  const Site any = site_of({});
  EXPECT_TRUE(comes_from(any, "blog.example", "https://blog.example:8443"));
  EXPECT_TRUE(comes_from(any, "Blog.Example:8443", "https://blog.example"));
  EXPECT_TRUE(comes_from(any, "[::1]:80", "http://[::1]:8080"));
  for (const char* host : {"", "blog.example.evil.example", "user@blog.example", "blog.example/x",
                           "blog.example:x", "[::1]"})
    EXPECT_FALSE(comes_from(any, host, "https://blog.example")) << host;
}

}  // namespace
}  // namespace afterword
