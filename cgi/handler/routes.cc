#include "handler/routes.h"

#include <array>

#include "handler/answers.h"
#include "handler/handlers.h"
#include "http/uri.h"

namespace afterword {
namespace {

enum class Match { exact, prefix };

struct Route {
  Method method;  // get stands for HEAD too
  Match match;
  std::string_view path;
  /// `rest` is what follows the path of a prefix route: "/blog/hello/" after "/thread".
  Response (*handle)(App& app, const Request& request, std::string_view rest, Instant now);
};

// The whole outside of the program, under the mount.
constexpr std::array routes{
    Route{Method::get, Match::prefix, "/thread", show_thread},
    Route{Method::get, Match::prefix, "/page", show_page},
    Route{Method::post, Match::exact, "/post", submit_comment},
    Route{Method::post, Match::exact, "/wp-comments-post.php", submit_comment},
    Route{Method::get, Match::exact, "/style.css", show_style},
    Route{Method::get, Match::exact, "/embed.js", show_script},
    Route{Method::get, Match::prefix, "/avatar", show_avatar},
    Route{Method::get, Match::exact, "/health", show_health},
};

bool matches(const Route& route, std::string_view path) {
  if (route.match == Match::exact) return path == route.path;
  return path.starts_with(route.path) && path.size() > route.path.size() &&
         path[route.path.size()] == '/';
}

bool allows(const Route& route, Method method) {
  return route.method == method || (route.method == Method::get && method == Method::head);
}

Response wrong_method(const App& app, const Request& request, const Route& route) {
  Response response = refusal(app, request, Fault::method_not_allowed);
  response.headers.emplace_back("Allow", route.method == Method::post ? "POST" : "GET, HEAD");
  return response;
}

}  // namespace

Response respond(App& app, const Request& request, Instant now) {
  const auto path = route_path(request, app.site.view.mount);
  if (!path) return refusal(app, request, Fault::not_found);
  for (const Route& route : routes) {
    if (!matches(route, *path)) continue;
    if (!allows(route, request.method)) return wrong_method(app, request, route);
    return route.handle(app, request, std::string_view(*path).substr(route.path.size()), now);
  }
  return refusal(app, request, Fault::not_found);
}

}  // namespace afterword
