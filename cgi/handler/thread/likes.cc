#include "handler/thread/likes.h"

#include <fmt/format.h>

#include <algorithm>

#include "config/known_page.h"
#include "handler/kept_response.h"
#include "handler/refusals.h"
#include "handler/responses.h"
#include "handler/thread/named_page.h"
#include "http/ip_address.h"
#include "view/thread/like_view.h"

namespace afterword {
namespace {

/// Bounds the response; more than a page of comments can show.
constexpr int most_counts = 2'000;

/// A random id that the script keeps in the browser: 32 hexadecimal digits.
bool is_browser_id(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Without a script, readers of one address prefix differ by their browser's name only.
Liker liker_of(const Context& context, CommentId comment) {
  const std::string prefix =
      address_prefix_of(client_address(context.request, context.site().trusted_proxies));
  const std::string_view id = context.form.get("browser");
  const std::string browser =
      is_browser_id(id) ? std::string(id) : fmt::format("agent {}", context.request.user_agent);
  const SecretKey& key = context.app.key();
  return {key.hash("liker", fmt::format("{}\n{}\n{}", comment.value, prefix, browser)),
          key.hash("liking-network", fmt::format("{}\n{}", context.now.ms / day_ms, prefix))};
}

/// The comment that the path names, on a site with likes.
Result<CommentId, Refusal> named_comment(const Context& context) {
  const auto id = parse_id<CommentId>(context.rest.substr(1));
  if (!id || !context.site().view.likes) return Failure{Refusal::not_found};
  return *id;
}

/// The limits are those of a day.
Response refuse_more(Context& context) {
  Response response = refuse_request(context, Refusal::too_many_likes);
  add_retry_after(day_ms - context.now.ms % day_ms, response);
  return response;
}

enum class Wanted { like, unlike };

HandlerResult change(Context& context, Wanted wanted) {
  const auto id = named_comment(context);
  if (!id) return Failure{id.error()};
  LikeStore& likes = context.stores().likes;
  const Liker liker = liker_of(context, *id);
  const auto changed =
      wanted == Wanted::like ? likes.like(*id, liker, context.now) : likes.unlike(*id, liker);
  if (!changed && changed.error() == Refusal::too_many_likes) return refuse_more(context);
  if (!changed) return Failure{changed.error()};
  if (wants_json(context.request))
    return json_response(
        200, JsonObject().add("likes", changed->state.likes).add("liked", changed->state.liked));
  // A reader who likes a comment again probably wants to remove the like, which the page offers.
  const std::string& mount = context.site().view.mount;
  return see_other(changed->is_new ? mount + comment_route(*id)
                                   : fmt::format("{}/like/{}", mount, id->value));
}

}  // namespace

HandlerResult show_likes(Context& context) {
  App& app = context.app;
  if (!app.site.view.likes) return Failure{Refusal::not_found};
  auto named = page_named(app.site, context.request,
                          query_value(context.request.query, "page").value_or(""));
  if (!named) return Failure{named.error()};
  CommentStore& comments = app.stores().comments;
  const auto page = current_page(comments, *named, Unseen::hidden);
  if (!page) return unavailable;
  if (!is_known_page(app.site, *page)) return Failure{Refusal::unknown_page};
  const auto thread = comments.find_thread(page->key);
  if (!thread) return unavailable;
  JsonObject body;
  if (*thread) {
    const auto likes = app.stores().likes.of_thread((*thread)->id, most_counts);
    if (!likes) return unavailable;
    for (const CommentLikes& each : *likes)
      body.add(std::to_string(each.comment.value), each.likes);
  }
  Response response = json_response(200, body);
  response.headers.emplace_back("Cache-Control", "public, max-age=10");
  std::string etag = '"' + content_hash(response.body) + '"';
  return conditional(context, std::move(response), {std::move(etag), {}});
}

HandlerResult show_like(Context& context) {
  const auto id = named_comment(context);
  if (!id) return Failure{id.error()};
  const auto state = context.stores().likes.state(*id, liker_of(context, *id));
  if (!state) return Failure{state.error()};
  const ViewTools tools = context.app.view();
  return html_response(200, render_document(tools, tools.settings.site_name,
                                            render_like(tools, *id, *state), false));
}

HandlerResult like_comment(Context& context) { return change(context, Wanted::like); }

HandlerResult unlike_comment(Context& context) { return change(context, Wanted::unlike); }

}  // namespace afterword
