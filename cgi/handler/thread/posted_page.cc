#include "handler/thread/posted_page.h"

#include "base/url.h"
#include "config/known_page.h"
#include "handler/origin.h"
#include "handler/redirect.h"
#include "handler/thread/named_page.h"

namespace afterword {
namespace {

std::optional<PagePath> referring_page(const Site& site, const Request& request) {
  Request sent;
  sent.host = request.host;
  sent.referer = request.referer;
  if (request.referer.empty() || !is_from_site(site, sent)) return std::nullopt;
  const auto named = page_named(site, request, request.referer);
  return named ? std::optional(named->page) : std::nullopt;
}

/// The host of a blog's address or a Host header, in the form in which blog addresses are stored.
std::string host_name(std::string_view address) {
  const auto url = parse_typed_url(address);
  return url ? url->bare_host() : std::string{};
}

/// Chooses among posts of several sources with the same number: the one whose page the form was on,
/// otherwise the only one of the source with the requested host.
std::optional<PagePath> page_among(const std::vector<PostPage>& pages, const Site& site,
                                   const Request& request, const Form& form,
                                   const std::optional<PagePath>& referring) {
  std::optional<PagePath> target;
  if (const auto named = page_named(site, request, form.get("redirect_to"))) target = named->page;
  for (const auto& known : {referring, target})
    for (const PostPage& page : pages)
      if (auto path = parse_page_path(page.path); known && path && path->key == known->key)
        return path;
  const auto from = parse_url(!request.origin.empty() ? request.origin : request.referer);
  const std::string host = from && from->is_web() ? from->bare_host() : host_name(request.host);
  if (host.empty()) return std::nullopt;
  std::optional<PagePath> only;
  for (const PostPage& page : pages) {
    if (host_name(page.blog.address) != host) continue;
    if (only) return std::nullopt;
    only = parse_page_path(page.path);
  }
  return only;
}

/// The page that the form names, or that of its post.
Result<NamedPage, Refusal> page_of_form(const Context& context) {
  const Form& form = context.form;
  const Request& request = context.request;
  if (!form.get("page").empty()) return page_named(context.site(), request, form.get("page"));
  const auto post = parse_positive(form.get("comment_post_ID"));
  if (!post) return Failure{Refusal::unknown_page};
  const auto pages = context.stores().imports.pages_of_post(*post);
  if (!pages) return Failure{Refusal::unavailable};
  std::optional<PagePath> page;
  const auto referring = referring_page(context.site(), request);
  if (pages->size() == 1)
    page = parse_page_path(pages->front().path);
  else if (!pages->empty())
    page = page_among(*pages, context.site(), request, form, referring);
  if (!page) page = referring;
  if (!page) return Failure{Refusal::unknown_page};
  return NamedPage{*std::move(page)};
}

}  // namespace

Result<PagePath, Refusal> posted_page(const Context& context) {
  auto named = page_of_form(context);
  if (!named) return Failure{named.error()};
  if (!context.has_database) return std::move(named->page);
  auto page = current_page(context.stores().comments, *named, Unseen::included);
  if (!page) return Failure{Refusal::unavailable};
  return *std::move(page);
}

Result<PagePath, Refusal> known_posted_page(const Context& context) {
  auto page = posted_page(context);
  if (page && !is_known_page(context.site(), *page)) return Failure{Refusal::unknown_page};
  return page;
}

}  // namespace afterword
