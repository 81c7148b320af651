#include "handler/posted_page.h"

#include "base/text.h"
#include "handler/origin.h"
#include "handler/redirect.h"

namespace afterword {
namespace {

std::optional<PagePath> referring_page(const Site& site, const Request& request) {
  Request sent;
  sent.host = request.host;
  sent.referer = request.referer;
  if (request.referer.empty() || !is_from_site(site, sent)) return std::nullopt;
  const std::size_t host = request.referer.find("://");
  const std::size_t path = request.referer.find('/', host + 3);
  if (host == std::string_view::npos || path == std::string_view::npos) return std::nullopt;
  const std::string_view rest = request.referer.substr(path);
  const auto decoded = percent_decode(rest.substr(0, rest.find_first_of("?#")), false);
  return decoded ? parse_page_path(*decoded) : std::nullopt;
}

/// The host alone, as the addresses of blogs are kept, of a blog's address or a Host header.
std::string host_name(std::string_view address) {
  std::string host = fold_case(address.substr(0, address.find_first_of("/:")));
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

/// Which of several blogs' posts of one number a form means: the one on whose page it was, or else
/// the only one of the blog on whose host it was.
std::optional<PagePath> page_among(const std::vector<PostPage>& pages, const Site& site,
                                   const Request& request, const Form& form,
                                   const std::optional<PagePath>& referring) {
  std::optional<PagePath> target;
  if (const auto local = local_target(site, form.get("redirect_to")))
    if (const auto path = percent_decode(local->substr(0, local->find_first_of("?#")), false))
      target = parse_page_path(*path);
  for (const auto& known : {referring, target})
    for (const PostPage& page : pages)
      if (auto path = parse_page_path(page.path); known && path && path->key == known->key)
        return path;
  const std::string origin = origin_of(!request.origin.empty() ? request.origin : request.referer);
  const std::string host = host_name(
      origin.empty() ? request.host : std::string_view(origin).substr(origin.find("://") + 3));
  std::optional<PagePath> only;
  for (const PostPage& page : pages) {
    if (host_name(page.blog.address) != host) continue;
    if (only) return std::nullopt;
    only = parse_page_path(page.path);
  }
  return only;
}

}  // namespace

Result<std::optional<PagePath>, StoreError> posted_page(const Context& context) {
  const Form& form = context.form;
  if (!form.get("page").empty()) return parse_page_path(form.get("page"));
  const auto post = parse_positive(form.get("comment_post_ID"));
  if (!post) return std::optional<PagePath>{};
  const auto pages = context.stores().imports.pages_of_post(*post);
  if (!pages) return Failure{pages.error()};
  if (pages->size() == 1) return parse_page_path(pages->front().path);
  const auto referring = referring_page(context.site(), context.request);
  if (pages->empty()) return referring;
  if (const auto page = page_among(*pages, context.site(), context.request, form, referring))
    return page;
  return referring;
}

}  // namespace afterword
