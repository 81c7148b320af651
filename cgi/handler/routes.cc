#include "handler/routes.h"

#include <array>

#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/origin.h"
#include "http/uri.h"

namespace afterword {
namespace {

enum class Match { exact, prefix };

/// Who may read the answer: the pages of our own origin only, or those of every origin that the
/// site names, by the Fetch standard's CORS protocol, without cookies.
enum class Readers { own_pages, site_origins };

struct Route {
  Method method;  // get stands for HEAD too
  Match match;
  std::string_view path;
  /// `rest` is what follows the path of a prefix route: "/blog/hello/" after "/thread".
  Response (*handle)(App& app, const Request& request, std::string_view rest, Instant now);
  Readers readers = Readers::own_pages;
};

// The whole outside of the program, under the mount.
constexpr std::array routes{
    Route{Method::get, Match::prefix, "/thread", show_thread, Readers::site_origins},
    Route{Method::get, Match::prefix, "/page", show_page},
    Route{Method::post, Match::exact, "/post", submit_comment, Readers::site_origins},
    Route{Method::post, Match::exact, "/wp-comments-post.php", submit_comment},
    Route{Method::get, Match::exact, "/feed", show_feed, Readers::site_origins},
    Route{Method::get, Match::prefix, "/feed", show_feed, Readers::site_origins},
    Route{Method::get, Match::exact, "/count", show_count, Readers::site_origins},
    Route{Method::get, Match::exact, "/latest", show_latest, Readers::site_origins},
    Route{Method::get, Match::exact, "/style.css", show_style},
    Route{Method::get, Match::exact, "/embed.js", show_script},
    Route{Method::get, Match::prefix, "/avatar", show_avatar},
    Route{Method::get, Match::exact, "/health", show_health},
    Route{Method::get, Match::exact, "/set-up", show_set_up},
    Route{Method::post, Match::exact, "/set-up", set_up},
    Route{Method::get, Match::exact, "/moderate", show_queue},
    Route{Method::get, Match::exact, "/moderate/", show_queue},
    Route{Method::get, Match::exact, "/moderate/counts", show_counts},
    Route{Method::get, Match::prefix, "/moderate/comment", show_item},
    Route{Method::get, Match::exact, "/moderate/record", show_record},
    Route{Method::get, Match::exact, "/moderate/rules", show_rules},
    Route{Method::post, Match::exact, "/moderate/rules", moderate_rules},
    Route{Method::get, Match::exact, "/moderate/care", show_care},
    Route{Method::post, Match::exact, "/moderate/care", moderate_care},
    Route{Method::get, Match::exact, "/moderate/people", show_people},
    Route{Method::post, Match::exact, "/moderate/people", moderate_people},
    Route{Method::post, Match::exact, "/moderate/act", moderate_act},
    Route{Method::post, Match::exact, "/moderate/undo", moderate_undo},
    Route{Method::post, Match::exact, "/moderate/edit", moderate_edit},
    Route{Method::post, Match::exact, "/moderate/redact", moderate_redact},
    Route{Method::post, Match::exact, "/moderate/reply", moderate_reply},
    Route{Method::post, Match::exact, "/moderate/move", moderate_move},
    Route{Method::post, Match::exact, "/moderate/sign-in", sign_in},
    Route{Method::post, Match::exact, "/moderate/sign-out", sign_out},
    Route{Method::get, Match::exact, "/moderate/style.css", show_moderation_style},
    Route{Method::get, Match::exact, "/moderate/script.js", show_moderation_script},
    Route{Method::get, Match::exact, "/moderate/mail", show_mail},
    Route{Method::post, Match::exact, "/moderate/mail", moderate_mail},
    Route{Method::get, Match::exact, "/moderate/check", show_check},
    Route{Method::post, Match::exact, "/moderate/check", check_again},
    Route{Method::get, Match::prefix, "/link", show_link},
    Route{Method::post, Match::prefix, "/link", use_link},
    Route{Method::get, Match::prefix, "/worry", show_worry},
    Route{Method::post, Match::prefix, "/worry", take_worry},
};

bool matches(const Route& route, std::string_view path) {
  if (route.match == Match::exact) return path == route.path;
  return path.starts_with(route.path) && path.size() > route.path.size() &&
         path[route.path.size()] == '/';
}

bool allows(const Route& route, Method method) {
  return route.method == method || (route.method == Method::get && method == Method::head);
}

void open_to_origins(const App& app, const Request& request, Response& response) {
  response.headers.emplace_back("Vary", "Origin");
  if (is_named_origin(app.site, request.origin))
    response.headers.emplace_back("Access-Control-Allow-Origin", request.origin);
}

Response wrong_method(const App& app, const Request& request, const std::string& allowed) {
  Response response = refusal(app, request, Refusal::wrong_method);
  response.headers.emplace_back("Allow", allowed);
  return response;
}

}  // namespace

Response respond(App& app, const Request& request, Instant now) {
  const auto path = route_path(request, app.site.view.mount);
  if (!path) return refusal(app, request, Refusal::not_found);
  std::string allowed;  // the methods of the rows that match but for theirs
  for (const Route& route : routes) {
    if (!matches(route, *path)) continue;
    if (allows(route, request.method)) {
      Response response =
          route.handle(app, request, std::string_view(*path).substr(route.path.size()), now);
      if (route.readers == Readers::site_origins) open_to_origins(app, request, response);
      return response;
    }
    allowed += allowed.empty() ? "" : ", ";
    allowed += route.method == Method::post ? "POST" : "GET, HEAD";
  }
  if (!allowed.empty()) return wrong_method(app, request, allowed);
  return refusal(app, request, Refusal::not_found);
}

}  // namespace afterword
