// The route of a request, from the variables of web servers.
#include "http/route_path.h"

#include <gtest/gtest.h>

#include <vector>

namespace afterword {
namespace {

// The variables in which a web server passes the path of a request.
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

TEST(RoutePath, IsDeterminedFromTheVariablesOfEachServer) {
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
      {"a request target that begins with two slashes",
       {.request_uri = "//comments/thread/x/?a"},
       "/comments",
       std::nullopt},
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

// Recorded with the servers of deploy/: Debian 12's nginx 1.22, Apache 2.4, lighttpd 1.4.69, Caddy
// 2.6. For each: a URL, WordPress's old form in a folder, and an SSI include by /inc/.
TEST(RoutePath, IsDeterminedForEveryShippedServerConfiguration) {
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

}  // namespace
}  // namespace afterword
