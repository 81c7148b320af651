#include "handler/moderation/threads_page.h"

#include "base/text.h"
#include "config/known_page.h"
#include "domain/comment/submission_fields.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "handler/thread/named_page.h"
#include "view/moderation/threads_view.h"

namespace afterword {
namespace {

constexpr std::int64_t most_pages = 1'000'000;
constexpr std::size_t title_characters = 200;

HandlerResult change_thread(Context& context, ModerationAction action) {
  const auto id = parse_id<ThreadId>(context.form.get("id"));
  if (!id) return Failure{Refusal::malformed};
  const auto outcome =
      context.stores().moderation.change_page(context.actor(), *id, action, context.now);
  if (!outcome) return unavailable;
  return after_action(context, *outcome);
}

}  // namespace

HandlerResult show_threads(Context& context) {
  constexpr int page_size = 50;
  const std::string_view query = context.request.query;
  auto layout = make_layout(context, ModerationSection::threads);
  if (!layout) return unavailable;
  ThreadsModel model;
  model.layout = *std::move(layout);
  model.find = filter_text(query, "find", title_characters);
  model.offset = static_cast<int>(
      std::min(most_pages, parse_positive(query_value(query, "from").value_or("")).value_or(0)));
  model.page_size = page_size;
  ThreadSearch search{model.find, {}};
  if (const auto named = page_named(context.site(), context.request, model.find))
    search.page = named->page.key;
  auto threads = context.stores().thread_list.list(search, model.offset, page_size + 1);
  if (!threads) return unavailable;
  model.threads = std::move(threads).value();
  model.more = std::ssize(model.threads) > page_size;
  if (model.more) model.threads.pop_back();
  return html_response(200, render_threads(context.app.view(), model));
}

HandlerResult close_thread(Context& context) {
  return change_thread(context, ModerationAction::close);
}

HandlerResult reopen_thread(Context& context) {
  return change_thread(context, ModerationAction::reopen);
}

HandlerResult remember_thread(Context& context) {
  return change_thread(context, ModerationAction::memorial);
}

HandlerResult rename_thread(Context& context) {
  const auto id = parse_id<ThreadId>(context.form.get("id"));
  if (!id) return Failure{Refusal::malformed};
  const std::string title =
      first_characters(clean_title(context.form.get("title")), title_characters);
  const auto outcome =
      context.stores().moderation.rename_page(context.actor(), *id, title, context.now);
  if (!outcome) return unavailable;
  return after_action(context, *outcome);
}

HandlerResult move_thread(Context& context) {
  const auto id = parse_id<ThreadId>(context.form.get("id"));
  if (!id) return Failure{Refusal::malformed};
  auto named = page_named(context.site(), context.request, context.form.get("address"));
  if (!named) return Failure{named.error()};
  const PagePath& page = named->page;
  if (!is_known_page(context.site(), page)) return Failure{Refusal::unknown_page};
  const auto taken = context.form.get("merge").empty() ? IfTaken::refuse : IfTaken::merge;
  const auto moved = context.stores().moderation.move_threads(
      context.actor(), {{*id, {page.key, page.path}}}, taken, context.now);
  if (!moved) return unavailable;
  if (moved->results.front() == MoveResult::taken) return Failure{Refusal::page_taken};
  return after_action(context, moved->outcome);
}

}  // namespace afterword
