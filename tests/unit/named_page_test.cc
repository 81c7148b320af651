// The page that a form, a script or a link names.
#include "handler/thread/named_page.h"

#include <gtest/gtest.h>

#include "temp_folder.h"

namespace afterword {
namespace {

Site site_at(std::string_view url, std::string_view program = {}) {
  Site site;
  site.url = url;
  site.allow = {"/*"};
  if (!url.empty()) site.origins = {origin_of(url)};
  if (!program.empty()) site.origins.push_back(origin_of(program));
  site.view.address = SiteAddress(url, program);
  return site;
}

std::string named(const Site& site, std::string_view text, std::string_view host = "") {
  Request request;
  request.host = host;
  const auto found = page_named(site, request, text);
  if (found) {
    const auto page = found->comments_page;
    return found->page.path + (page ? " page " + std::to_string(*page) : "");
  }
  return found.error() == Refusal::foreign_page ? "foreign" : "unknown";
}

TEST(NamedPage, IsReadAsPeopleAndGeneratorsWriteIt) {
  Site site = site_at("https://blog.example");
  site.origins.emplace_back("https://old.example:8443");
  struct Row {
    const char* text;
    const char* path;
  };
  for (const Row& row : {
           Row{"/hello/", "/hello/"},
           Row{" /hello/\n", "/hello/"},
           Row{"/caf\xc3\xa9/", "/caf\xc3\xa9/"},
           Row{"/caf%C3%A9/", "/caf\xc3\xa9/"},
           Row{"/caf%c3%a9/", "/caf\xc3\xa9/"},
           Row{"/a+b/", "/a+b/"},
           Row{"/100%/", "/100%/"},
           Row{"/x/?utm_source=y", "/x/"},
           Row{"/x/?utm_source=y#top", "/x/"},
           Row{"/x/#top", "/x/"},
           Row{"/x/?p=1#top", "/x/?p=1"},
           Row{"https://blog.example/x/", "/x/"},
           Row{"http://blog.example/x/?fbclid=1#comments", "/x/"},
           Row{"https://www.blog.example/x/", "/x/"},
           Row{"HTTPS://Blog.Example:443/x/", "/x/"},
           Row{"http://blog.example:80/x/", "/x/"},
           Row{"//blog.example/x/", "/x/"},
           Row{"https://blog.example", "/"},
           Row{"https://old.example:8443/x/", "/x/"},
           Row{"/hello/comment-page-2/#comment-9", "/hello/ page 2"},
           Row{"https://blog.example/hello/comment-page-2/", "/hello/ page 2"},
           Row{"/hello/feed/", "/hello/"},
           Row{"/hello/feed/atom/", "/hello/"},
           Row{"/hello/comment-page-2/feed/rss2/", "/hello/ page 2"},
           Row{"/hello/trackback/", "/hello/"},
           Row{"/hello/amp/", "/hello/"},
           Row{"/hello/embed", "/hello/"},
           Row{"/hello/comment-page-2/amp/", "/hello/ page 2"},
           Row{"/feed/", "/feed/"},
           Row{"https://other.example/x/", "foreign"},
           Row{"https://blog.example.other.example/x/", "foreign"},
           Row{"https://blog.example:8443/x/", "foreign"},
           Row{"https://old.example/x/", "foreign"},
           Row{"https://blog.example@other.example/x/", "foreign"},
           Row{"https://ann@blog.example/x/", "foreign"},
           Row{"//other.example/x/", "foreign"},
           Row{"ftp://blog.example/x/", "unknown"},
           Row{"javascript:alert(1)", "unknown"},
           Row{"mailto:ann@blog.example", "unknown"},
           Row{"hello/", "unknown"},
           Row{"?p=1", "unknown"},
           Row{"", "unknown"},
           Row{"/a/../b/", "unknown"},
           Row{"/a/%2e%2e/b/", "unknown"},
           Row{"/a%00/", "unknown"},
           Row{"/%ff/", "unknown"},
       })
    EXPECT_EQ(named(site, row.text), row.path) << row.text;
}

TEST(NamedPage, WithoutASiteUrlTheHostOfTheRequestIsTheSite) {
  const Site site = site_at("");
  EXPECT_EQ(named(site, "http://localhost:8080/x/", "localhost:8080"), "/x/");
  EXPECT_EQ(named(site, "https://www.blog.example/x/", "blog.example"), "/x/");
  EXPECT_EQ(named(site, "https://other.example/x/", "blog.example"), "foreign");
  EXPECT_EQ(named(site, "https://blog.example/x/"), "foreign");
}

TEST(NamedPage, ASiteInAFolderHasItsPathOnce) {
  const Site site = site_at("https://a.example/blog");
  for (const char* text :
       {"/blog/hello/", "/hello/", "https://a.example/blog/hello/", "/hello/?utm_source=x"})
    EXPECT_EQ(named(site, text), "/blog/hello/") << text;
  EXPECT_EQ(named(site, "/blog"), "/blog");
  EXPECT_EQ(named(site, "/"), "/blog/");
  EXPECT_EQ(named(site, "/?p=42"), "/blog/?p=42");
  EXPECT_EQ(named(site, "/blogs/x/"), "/blog/blogs/x/");
  EXPECT_EQ(page_at(site, "/hello/")->page.key, "/blog/hello");
}

TEST(NamedPage, WhereAnEndingIsTheNameOfAPageItStays) {
  TempFolder folder;
  Site site = site_at("https://blog.example");
  site.allow = {"/*", "/gear/amp/", "/gear/feed/atom/"};
  EXPECT_EQ(named(site, "/gear/feed/atom/"), "/gear/feed/atom/");
  EXPECT_EQ(named(site, "/gear/feed/rss/"), "/gear/");
  EXPECT_EQ(named(site, "/gear/amp/"), "/gear/amp/") << "listed in pages.allow";
  EXPECT_EQ(named(site, "/other/amp/"), "/other/");
  site.document_root = folder.path();
  site.verify_file = true;
  std::filesystem::create_directories(folder / "docs/embed");
  folder.write("docs/embed/index.html", "x");
  folder.write("docs/index.html", "x");
  EXPECT_EQ(named(site, "/docs/embed/"), "/docs/embed/") << "a file";
  EXPECT_EQ(named(site, "/docs/feed/"), "/docs/");
}

TEST(NamedPage, WherePagesAreFilesAQueryDoesNotMakeAPage) {
  TempFolder folder;
  Site site = site_at("https://blog.example");
  site.document_root = folder.path();
  site.verify_file = true;
  std::filesystem::create_directories(folder / "hello");
  folder.write("hello/index.html", "x");
  EXPECT_EQ(named(site, "/hello/?ref=list"), "/hello/");
  EXPECT_EQ(named(site, "/hello/?p=42"), "/hello/?p=42");
  EXPECT_EQ(named(site, "/hello/?p=x"), "/hello/");
  EXPECT_EQ(named(site, "/hello/?p=4&q=5"), "/hello/");
}

TEST(SiteAddress, LinksToPagesAndToTheProgramFromTheRightHost) {
  const SiteAddress apart("https://blog.example", "https://comments.example/");
  EXPECT_EQ(apart.page_url("/a/"), "https://blog.example/a/");
  EXPECT_EQ(apart.program_url("/comments/link/x"), "https://comments.example/comments/link/x");
  EXPECT_EQ(apart.link_to_page("/a/"), "https://blog.example/a/");
  const SiteAddress together("https://a.example/blog");
  EXPECT_EQ(together.page_url("/blog/a/"), "https://a.example/blog/a/");
  EXPECT_EQ(together.program_url("/comments/feed"), "https://a.example/comments/feed");
  EXPECT_EQ(together.link_to_page("/blog/a/"), "/blog/a/");
  EXPECT_EQ(together.path_below("/blog/a/"), "/a/");
  EXPECT_EQ(together.path_below("/blog"), "/");
  EXPECT_EQ(together.path_below("/blogs/"), "/blogs/");
  const SiteAddress unknown;
  EXPECT_EQ(unknown.link_to_page("/a/"), "/a/");
  EXPECT_EQ(unknown.path_on_host("/a/"), "/a/");
}

}  // namespace
}  // namespace afterword
