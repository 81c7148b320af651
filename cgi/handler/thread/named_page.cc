#include "handler/thread/named_page.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "config/known_page.h"

namespace afterword {
namespace {

/// Whether pages.allow has a pattern for pages with this ending, such as "/docs/embed/".
bool is_listed(const Site& site, const PagePath& page, std::string_view ending) {
  return std::any_of(site.allow.begin(), site.allow.end(), [&](std::string_view pattern) {
    if (!is_matched(site, pattern, page)) return false;
    while (pattern.ends_with('/')) pattern.remove_suffix(1);
    return pattern.ends_with(ending);
  });
}

/// Replaces a path that shows another page's thread by that page. False if there is no such ending.
bool follow_ending(const Site& site, NamedPage& named) {
  const auto found = find_page_ending(named.page.path);
  if (!found) return false;
  const bool is_own = !found->comments_page && (is_listed(site, named.page, found->ending) ||
                                                (site.verify_file && is_on_disk(site, named.page)));
  if (is_own) return false;
  auto page = parse_page_path(found->page);
  if (!page) return false;
  named.page = *std::move(page);
  if (found->comments_page) named.comments_page = found->comments_page;
  return true;
}

/// "p=42": WordPress's address of a post without a permalink.
bool is_post_number(std::string_view query) {
  constexpr std::array<std::string_view, 3> names{"p", "page_id", "attachment_id"};
  const QueryParameter parameter = take_parameter(query);
  return query.empty() && std::find(names.begin(), names.end(), parameter.name) != names.end() &&
         !parameter.value.empty() &&
         parameter.value.find_first_not_of("0123456789") == std::string_view::npos;
}

void drop_unused_query(const Site& site, NamedPage& named) {
  const std::string_view bare = without_query(named.page.path);
  if (!site.verify_file || bare.size() == named.page.path.size()) return;
  if (is_post_number(std::string_view(named.page.path).substr(bare.size() + 1))) return;
  if (is_on_disk(site, named.page)) return;
  auto page = parse_page_path(bare);
  if (page) named.with_query = std::exchange(named.page, *std::move(page));
}

NamedPage on_site(const Site& site, PagePath page) {
  NamedPage named{std::move(page)};
  const std::string path = site.view.address.path_on_host(named.page.path);
  if (path.size() != named.page.path.size())
    if (auto below = parse_page_path(path)) named.page = *std::move(below);
  drop_unused_query(site, named);
  // "/hello/comment-page-2/amp/" has two.
  if (follow_ending(site, named)) follow_ending(site, named);
  return named;
}

/// Whether an address with a host is on one of the site's own hosts.
bool is_of_site(const Site& site, const Request& request, const Url& address) {
  if (address.user) return false;
  const auto is_same = [&](std::string_view own) {
    const auto url = parse_url(own);
    return url && is_same_site(*url, address);
  };
  if (!site.origins.empty()) return std::any_of(site.origins.begin(), site.origins.end(), is_same);
  return !request.host.empty() && is_same("//" + std::string(request.host));
}

}  // namespace

std::optional<NamedPage> page_at(const Site& site, std::string_view decoded) {
  auto page = parse_page_path(decoded);
  return page ? std::optional(on_site(site, *std::move(page))) : std::nullopt;
}

Result<NamedPage, Refusal> page_named(const Site& site, const Request& request,
                                      std::string_view text) {
  const auto url = parse_url(trim(text));
  if (!url) return Failure{Refusal::unknown_page};
  if (!url->host.empty() && !is_of_site(site, request, *url)) return Failure{Refusal::foreign_page};
  const bool has_path = url->scheme == Scheme::none || url->is_web();
  if (!has_path || (url->host.empty() && !url->path.starts_with('/')))
    return Failure{Refusal::unknown_page};
  auto page = page_path_of(*url);
  if (!page) return Failure{Refusal::unknown_page};
  return on_site(site, *std::move(page));
}

Result<PagePath, StoreError> current_page(CommentStore& comments, const NamedPage& named,
                                          Unseen unseen) {
  for (const PagePath* name : {named.with_query ? &*named.with_query : nullptr, &named.page}) {
    if (name == nullptr) continue;
    const auto path = comments.path_of_alias(name->key, unseen);
    if (!path) return Failure{path.error()};
    auto page = *path ? parse_page_path(**path) : std::nullopt;
    if (page) return *std::move(page);
  }
  return named.page;
}

}  // namespace afterword
