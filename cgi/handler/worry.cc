// GET and POST /worry/N: a reader is worried about a comment. No account, no script, and nobody
// learns who asked.
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "http/address.h"
#include "http/uri.h"
#include "view/care_view.h"

namespace afterword {
namespace {

/// The published comment that the path names, and its page.
std::optional<QueueItem> find_item(App& app, std::string_view rest) {
  const auto id = parse_id<CommentId>(rest.substr(std::min<std::size_t>(1, rest.size())));
  if (!id) return std::nullopt;
  const auto item = app.stores().queue.item(*id);
  if (!item || !*item || (*item)->comment.status != Status::approved) return std::nullopt;
  return **item;
}

Response answer(App& app, int status, const QueueItem& item, WorryStep step) {
  WorryModel model;
  model.step = step;
  model.comment = item.comment.id;
  model.author = item.comment.author;
  model.back_href =
      comment_href({item.page_path, item.page_path}, item.comment.id, place_to_be_found());
  if (auto help = app.stores().care.help()) model.help = std::move(help).value();
  const ViewTools tools = app.view();
  return moderation_page(
      app, status,
      render_document(tools, tools.settings.site_name, render_worry(tools, model), false));
}

}  // namespace

Response show_worry(App& app, const Request& request, std::string_view rest, Instant now) {
  if (!app.ready(now)) return refusal(app, request, Fault::unavailable);
  const auto item = find_item(app, rest);
  if (!item) return refusal(app, request, Fault::not_found);
  return answer(app, 200, *item, WorryStep::ask);
}

Response take_worry(App& app, const Request& request, std::string_view rest, Instant now) {
  if (!app.ready(now)) return refusal(app, request, Fault::unavailable);
  const auto item = find_item(app, rest);
  if (!item) return refusal(app, request, Fault::not_found);
  const std::string reader = app.key().hash(
      "worried reader", truncated_network(client_address(request, app.site.trusted_proxies)) +
                            "\n" + std::string(request.user_agent));
  const auto taken = app.stores().care.worry(item->comment.id, reader, now);
  if (!taken) return refusal(app, request, Fault::unavailable);
  const bool too_many = *taken == CareStore::Worry::too_many;
  return answer(app, too_many ? 429 : 200, *item,
                too_many ? WorryStep::too_many : WorryStep::thanks);
}

}  // namespace afterword
