#include "handler/moderation/queue_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/page_path.h"
#include "base/url.h"
#include "domain/comment/submission.h"
#include "handler/responses.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/queue_view.h"

namespace afterword {
namespace {

/// Adds what an action on the whole list needs, if the list is longer than the page.
Result<void, StoreError> add_whole(App& app, QueueModel& model) {
  if (!model.more && !model.previous) return {};
  const auto whole = app.stores().queue.whole_list(model.filter, most_at_once);
  if (!whole) return Failure{whole.error()};
  model.whole = static_cast<int>(whole->comments.size());
  model.whole_is_cut = whole->cut;
  return {};
}

}  // namespace

QueueFilter read_filter(std::string_view query) {
  QueueFilter filter;
  filter.view = parse_queue_view(query_value(query, "view").value_or("")).value_or(filter.view);
  filter.oldest_first = query_value(query, "order") == "oldest";
  filter.page = filter_text(query, "page", longest_page);
  if (const auto page = parse_page_path(filter.page)) filter.page = page->key;
  filter.author = filter_text(query, "author", longest_author);
  filter.email = filter_text(query, "email", longest_email);
  filter.address_prefix = filter_text(query, "network", 64);
  filter.search = filter_text(query, "q", longest_search);
  filter.after = parse_id<CommentId>(query_value(query, "after").value_or(""));
  if (!filter.after) filter.before = parse_id<CommentId>(query_value(query, "before").value_or(""));
  return filter;
}

UrlQuery filter_query(const QueueFilter& filter) {
  UrlQuery query;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) query.add(name, value);
  };
  query.add("view", to_text(filter.view));
  if (filter.oldest_first) query.add("order", "oldest");
  add("page", filter.page);
  add("author", filter.author);
  add("email", filter.email);
  add("network", filter.address_prefix);
  add("q", filter.search);
  return query;
}

Result<QueueModel, StoreError> load_queue(App& app, ModerationLayout layout,
                                          const QueueFilter& filter) {
  auto page = app.stores().queue.page(filter);
  if (!page) return Failure{page.error()};
  auto rules = app.stores().rules.list();
  if (!rules) return Failure{rules.error()};
  QueueModel model;
  model.layout = std::move(layout);
  model.filter = filter;
  model.filter_query = filter_query(filter);
  UrlQuery here = model.filter_query;
  if (filter.after) here.add("after", filter.after->value);
  if (filter.before) here.add("before", filter.before->value);
  model.return_query = here.text();
  model.items = std::move(page->items);
  model.more = page->more;
  model.previous = page->previous;
  model.rules = std::move(rules).value();
  if (!filter.page.empty()) {
    auto thread = app.stores().comments.find_thread(filter.page);
    if (!thread) return Failure{thread.error()};
    if (*thread) model.page_path = (*thread)->path;
    if (*thread) model.page_title = (*thread)->title;
  }
  const auto drafts = app.stores().care.drafts();
  if (!drafts) return Failure{drafts.error()};
  for (const ReplyDraft& draft : *drafts) model.drafts.emplace_back(draft.title, draft.text);
  if (const auto added = add_whole(app, model); !added) return Failure{added.error()};
  return model;
}

JsonObject counts_as_json(const QueueCounts& counts) {
  return JsonObject()
      .add("care", counts.care)
      .add("reported", counts.reported)
      .add("waiting", counts.waiting)
      .add("approved", counts.approved)
      .add("spam", counts.spam)
      .add("trash", counts.trash)
      .add("all", counts.all);
}

HandlerResult show_queue(Context& context) {
  // 1. Determine the view. The default is the care view, or the reported view, if it is not empty.
  const std::string_view query = context.request.query;
  auto layout = make_layout(context, ModerationSection::queue);
  if (!layout) return unavailable;
  QueueFilter filter = read_filter(query);
  auto page = filter_page(context);
  if (!page) return unavailable;
  filter.page = *std::move(page);
  if (!query_value(query, "view"))
    filter.view = layout->counts.care > 0       ? QueueView::care
                  : layout->counts.reported > 0 ? QueueView::reported
                                                : QueueView::waiting;

  // 2. Load the page.
  auto model = load_queue(context.app, *std::move(layout), filter);
  if (!model) return unavailable;
  return html_response(200, render_queue(context.app.view(), *model));
}

HandlerResult show_links(Context& context) {
  constexpr std::size_t most_comments = 200;
  const std::string numbers = query_value(context.request.query, "comments").value_or("");
  std::set<CommentId> wanted;
  for (std::string_view rest = numbers; !rest.empty() && wanted.size() < most_comments;)
    if (const auto id = parse_id<CommentId>(take_part(rest, ','))) wanted.insert(*id);
  const auto bounds = context.stores().queue.bounds();
  if (!bounds) return unavailable;
  std::vector<QueueItem> items;
  for (const CommentId id : wanted) {
    auto item = context.stores().queue.item(id);
    if (!item) return unavailable;
    if (*item && (*item)->comment.status != Status::deleted) items.push_back(**std::move(item));
  }
  const SignedIn& moderator = *context.moderator;
  return json_response(
      200, page_links(context.app.view(), moderator.csrf, moderator.role, *bounds, items));
}

HandlerResult show_counts(Context& context) {
  const auto counts = context.stores().queue.counts();
  if (!counts) return unavailable;
  return json_response(200, counts_as_json(*counts));
}

}  // namespace afterword
