#include "handler/moderation/threads_page.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "domain/comment/submission_fields.h"
#include "handler/moderation/moderation_request.h"
#include "handler/moderation/page_moves.h"
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

/// Renders the list that a query selects, with a refused form.
HandlerResult threads_page(Context& context, std::string_view query,
                           std::optional<RefusedThread> refused = {},
                           std::optional<Flash> flash = {}, std::string detail = {}) {
  constexpr int page_size = 50;
  ThreadListStore& list = context.stores().thread_list;
  auto layout = make_layout(context, ModerationSection::threads);
  if (!layout) return unavailable;
  ThreadsModel model;
  model.layout = *std::move(layout);
  if (flash) model.layout.flash = flash;
  model.layout.flash_detail = std::move(detail);
  model.find = filter_text(query, "find", title_characters);
  model.offset = static_cast<int>(
      std::min(most_pages, parse_positive(query_value(query, "from").value_or("")).value_or(0)));
  model.page_size = page_size;
  ThreadSearch search{model.find, {}};
  if (const auto named = page_named(context.site(), context.request, model.find))
    search.page = named->page.key;
  auto threads = list.list(search, model.offset, page_size + 1);
  if (!threads) return unavailable;
  model.threads = std::move(threads).value();
  model.more = std::ssize(model.threads) > page_size;
  if (model.more) model.threads.pop_back();
  if (refused &&
      std::none_of(model.threads.begin(), model.threads.end(),
                   [&](const ThreadSummary& each) { return each.id == refused->thread; })) {
    // The list has changed since. The typed text is shown with its page, whatever else is listed.
    auto own = list.list({{}, {}, refused->thread}, 0, 1);
    if (!own) return unavailable;
    model.threads.insert(model.threads.begin(), own->begin(), own->end());
  }
  model.refused = std::move(refused);
  return html_response(status_of(flash), render_threads(context.app.view(), model));
}

Flash flash_of(PageNameProblem problem) {
  switch (problem) {
    case PageNameProblem::foreign_site:
      return Flash::foreign_page;
    case PageNameProblem::no_such_page:
      return Flash::unknown_page;
    case PageNameProblem::other_page:
      return Flash::path_of_other;
    case PageNameProblem::not_a_path:
      break;
  }
  return Flash::bad_path;
}

/// The list to which the form belongs, with what was typed and the reason of the refusal.
HandlerResult refuse_form(Context& context, RefusedThread typed, Flash flash,
                          std::string detail = {}) {
  const auto refusal = refusal_of(flash);
  if (refusal && wants_json(context.request)) return Failure{*refusal};
  const std::string_view back = context.form.get("return");
  const std::size_t question = std::min(back.find('?'), back.size());
  const UrlQuery query = query_of_queue(back.substr(question));
  return threads_page(context, query.text(), std::move(typed), flash, std::move(detail));
}

HandlerResult refuse_form(Context& context, RefusedThread typed, const PageNameError& error) {
  const bool names_page = error.problem == PageNameProblem::other_page;
  return refuse_form(context, std::move(typed), flash_of(error.problem),
                     names_page ? error.page : "");
}

HandlerResult after_move(Context& context, const ActOutcome& outcome) {
  if (outcome.batch == 0) return back_with(context, Flash::leads_there_already);
  return after_action(context, outcome);
}

}  // namespace

HandlerResult show_threads(Context& context) {
  return threads_page(context, context.request.query);
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
  RefusedThread typed{*id, std::string(context.form.get("address"))};
  typed.merge = !context.form.get("merge").empty();
  const auto page = target_page(context.site(), context.request, *typed.address);
  if (!page) return refuse_form(context, std::move(typed), page.error());
  const auto taken = typed.merge ? IfTaken::merge : IfTaken::refuse;
  const auto moved = context.stores().moderation.move_threads(
      context.actor(), {{*id, {page->key, page->path}}}, taken, context.now);
  if (!moved) return unavailable;
  if (moved->results.front() == MoveResult::taken)
    return refuse_form(context, std::move(typed), Flash::page_taken);
  return after_move(context, moved->outcome);
}

HandlerResult add_thread_alias(Context& context) {
  const auto id = parse_id<ThreadId>(context.form.get("id"));
  if (!id) return Failure{Refusal::malformed};
  RefusedThread typed{.thread = *id, .name = std::string(context.form.get("name"))};
  const auto page = alias_page(context.site(), context.request, *typed.name);
  if (!page) return refuse_form(context, std::move(typed), page.error());
  const auto added =
      context.stores().moderation.add_page_alias(context.actor(), *id, page->key, context.now);
  if (!added) return unavailable;
  if (!*added) return refuse_form(context, std::move(typed), Flash::page_taken);
  return after_move(context, **added);
}

}  // namespace afterword
