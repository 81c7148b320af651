#include "handler/thread/show_search.h"

#include "base/text.h"
#include "base/url.h"
#include "config/known_page.h"
#include "handler/responses.h"
#include "handler/thread/named_page.h"
#include "handler/thread/thread_pages.h"
#include "http/ip_address.h"
#include "view/thread/search_view.h"

namespace afterword {
namespace {

constexpr int results_shown = 20;

/// The page to which a search is limited; nullopt for none.
Result<std::optional<PagePath>, Refusal> searched_page(const Context& context) {
  const std::string text = query_value(context.request.query, "page").value_or("");
  if (text.empty()) return std::optional<PagePath>{};
  const auto named = page_named(context.site(), context.request, text);
  if (!named) return Failure{named.error()};
  auto page = current_page(context.stores().comments, *named, Unseen::hidden);
  if (!page) return unavailable;
  if (!is_known_page(context.site(), *page)) return Failure{Refusal::unknown_page};
  return std::optional(*std::move(page));
}

Response search_page(const App& app, int status, const SearchModel& model) {
  const ViewTools tools = app.view();
  return html_response(
      status, render_document(tools, tools.settings.site_name, render_search(tools, model), false));
}

/// Finds the results of a search, and where the next ones begin.
Result<void, StoreError> find(App& app, SearchModel& model, std::optional<CommentId> before) {
  PublicSearch search{.typed = model.typed, .before = before, .limit = results_shown + 1};
  if (model.page) search.page = model.page->key;
  auto found = app.stores().feeds.search(search, paging_of(app.site));
  if (!found) return Failure{found.error()};
  model.results = *std::move(found);
  if (model.results.size() > results_shown) {
    model.results.resize(results_shown);
    model.next_before = model.results.back().comment.id;
  }
  std::erase_if(model.results, [&](const PublishedComment& each) {
    const auto there = parse_page_path(each.path);
    return !there || !is_known_page(app.site, *there);
  });
  return {};
}

}  // namespace

HandlerResult show_search(Context& context) {
  App& app = context.app;
  const std::string_view query = context.request.query;
  if (!app.site.view.search) return Failure{Refusal::not_found};
  auto page = searched_page(context);
  if (!page) return Failure{page.error()};
  SearchModel model{.typed = clean_line(query_value(query, "q").value_or("")),
                    .page = *std::move(page)};
  if (model.typed.empty()) return search_page(app, 200, model);

  const std::string caller =
      address_prefix_of(client_address(context.request, app.site.trusted_proxies));
  if (const std::int64_t wait_ms = app.searches.wait_ms(caller, context.now); wait_ms > 0) {
    const ErrorText& error = describe(Refusal::too_many_searches);
    model.problem = app.templates.message(error);
    Response response = search_page(app, error.status, model);
    add_retry_after(wait_ms, response);
    return response;
  }
  model.searched = true;
  if (!find(app, model, parse_id<CommentId>(query_value(query, "before").value_or(""))))
    return unavailable;
  return search_page(app, 200, model);
}

}  // namespace afterword
