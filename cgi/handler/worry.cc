// GET and POST /worry/N: a reader is worried about a comment. No account, no script, and nobody
// learns who asked.
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/origin.h"
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

Response answer(App& app, int status, const QueueItem& item, WorryStep step,
                std::int64_t wait_ms = 0) {
  WorryModel model;
  model.step = step;
  model.wait_minutes = static_cast<int>((wait_ms + minute_ms - 1) / minute_ms);
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
  if (!app.ready(now)) return refusal(app, request, Refusal::unavailable);
  const auto item = find_item(app, rest);
  if (!item) return refusal(app, request, Refusal::not_found);
  return answer(app, 200, *item, WorryStep::ask);
}

Response take_worry(App& app, const Request& request, std::string_view rest, Instant now) {
  // 1. From our own page, about a published comment.
  if (!is_from_site(app.site, request) || request.sec_fetch_site == "cross-site")
    return refusal(app, request, Refusal::foreign_origin);
  if (!app.ready(now)) return refusal(app, request, Refusal::unavailable);
  const auto item = find_item(app, rest);
  if (!item) return refusal(app, request, Refusal::not_found);

  // 2. Counted by the network alone: everything else is what a sender chooses.
  const std::string network = truncated_network(client_address(request, app.site.trusted_proxies));
  const auto taken =
      app.stores().care.worry(item->comment.id, app.key().hash("worried reader", network), now);
  if (!taken) return refusal(app, request, Refusal::unavailable);

  // 3. Thanks, or when to come again.
  switch (taken->worry) {
    case CareStore::Worry::taken:
      return answer(app, 200, *item, WorryStep::thanks);
    case CareStore::Worry::no_comment:
      return refusal(app, request, Refusal::not_found);
    case CareStore::Worry::too_many:
      break;
  }
  Response response = answer(app, 429, *item, WorryStep::too_many, taken->wait_ms);
  response.headers.emplace_back("Retry-After",
                                std::to_string((taken->wait_ms + second_ms - 1) / second_ms));
  return response;
}

}  // namespace afterword
