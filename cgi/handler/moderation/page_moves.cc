#include "handler/moderation/page_moves.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/url.h"
#include "config/known_page.h"
#include "config/site_pages.h"

namespace afterword {

Result<WrittenPage, PageNameError> written_page(const Site& site, const Request& request,
                                                std::string_view text) {
  auto named = page_named(site, request, text);
  if (!named && named.error() == Refusal::foreign_page)
    return Failure{PageNameError{PageNameProblem::foreign_site}};
  const auto url = parse_url(trim(text));
  const auto written = url ? page_path_of(*url) : std::nullopt;
  auto page =
      written ? parse_page_path(site.view.address.path_on_host(written->path)) : std::nullopt;
  if (!named || !page) return Failure{PageNameError{PageNameProblem::not_a_path}};
  return WrittenPage{*std::move(page), *std::move(named)};
}

Result<std::optional<Thread>, StoreError> thread_of(CommentStore& comments,
                                                    const WrittenPage& page) {
  auto found = comments.find_thread(page.page.key);
  if (!found || *found) return found;
  return comments.find_thread(page.named.page.key);
}

Result<PagePath, PageNameError> target_page(const Site& site, const Request& request,
                                            std::string_view text) {
  auto page = written_page(site, request, text);
  if (!page) return Failure{std::move(page).error()};
  PagePath& target = page->named.page;
  if (is_known_page(site, target)) return std::move(target);
  return Failure{PageNameError{PageNameProblem::no_such_page, std::move(target.path)}};
}

Result<PagePath, PageNameError> alias_page(const Site& site, const Request& request,
                                           std::string_view text) {
  auto alias = written_page(site, request, text);
  if (!alias) return Failure{std::move(alias).error()};
  // Only a query is looked up as it is written.
  if (alias->page.key != alias->named.page.key && !alias->named.with_query)
    return Failure{PageNameError{PageNameProblem::other_page, std::move(alias->named.page.path)}};
  return std::move(alias->page);
}

namespace {

/// The rules for single pages, by thread.
Result<std::map<std::int64_t, MappedAddress>, StoreError> rules_of_threads(const Site& site,
                                                                           const Request& request,
                                                                           CommentStore& comments,
                                                                           const PageMap& map) {
  std::map<std::int64_t, MappedAddress> rules;
  for (const auto& [from, to] : map.exact()) {
    const auto page = written_page(site, request, from);
    if (!page) continue;
    const auto thread = thread_of(comments, *page);
    if (!thread) return Failure{thread.error()};
    // After a merge, a former name would move the comments of another page.
    const bool is_current =
        *thread && ((*thread)->page == page->page.key || (*thread)->page == page->named.page.key);
    if (is_current) rules.emplace((*thread)->id.value, to);
  }
  return rules;
}

}  // namespace

Result<MovePlan, StoreError> plan_moves(const Site& site, const Request& request, Stores& stores,
                                        const PageMap& map) {
  const auto threads = stores.thread_list.pages();
  if (!threads) return Failure{threads.error()};
  const auto rules = rules_of_threads(site, request, stores.comments, map);
  if (!rules) return Failure{rules.error()};
  MovePlan plan;
  std::set<int> used;
  for (const ThreadSummary& thread : *threads) {
    std::string from = page_href(thread.path);
    const auto rule = rules->find(thread.id.value);
    auto to = rule != rules->end() ? std::optional(rule->second)
                                   : map.find(from, site.view.address.page_url(from));
    if (!to) continue;
    used.insert(to->line);
    auto page = target_page(site, request, to->address);
    if (!page) {
      plan.wrong.push_back(
          {to->line, std::move(from), std::move(to->address), page.error().problem});
    } else if (page->path != thread.path) {
      plan.moves.push_back({thread.id, {std::move(page->key), std::move(page->path)}});
      plan.from.push_back(std::move(from));
    }
  }
  plan.unused_rules = map.size() - used.size();
  return plan;
}

Result<std::vector<OrphanPage>, StoreError> find_orphans(const Site& site, Stores& stores) {
  const auto threads = stores.thread_list.pages();
  if (!threads) return Failure{threads.error()};
  std::vector<OrphanPage> orphans;
  std::optional<SitePages> files;
  for (const ThreadSummary& thread : *threads) {
    const auto page = parse_page_path(without_query(thread.path));
    if (page && is_on_disk(site, *page)) continue;
    if (!files) files.emplace(site.document_root);
    orphans.push_back({thread.path, files->guess(thread.path, thread.title)});
  }
  return orphans;
}

}  // namespace afterword
