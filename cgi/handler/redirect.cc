#include "handler/redirect.h"

#include "domain/comment/comment_place.h"
#include "handler/origin.h"

namespace afterword {
namespace {

/// The response header must fit into the web server's buffer, 4 KiB in nginx.
constexpr std::size_t longest_target = 2'000;

}  // namespace

std::optional<LocalTarget> local_target(const Site& site, std::string_view redirect_to) {
  if (redirect_to.size() > longest_target ||
      redirect_to.find_first_of(" \\") != std::string_view::npos)
    return std::nullopt;
  const auto url = parse_url(redirect_to);
  if (!url) return std::nullopt;
  const bool is_path = url->scheme == Scheme::none && url->host.empty() && !url->path.empty() &&
                       url->path.front() == '/';
  if (!is_path && !is_named_origin(site, url->origin())) return std::nullopt;
  // Browsers interpret "//host" as another host.
  if (url->path.starts_with("//")) return std::nullopt;
  const SiteAddress& address = site.view.address;
  LocalTarget target{
      std::string(url->path.empty() ? "/" : url->path), UrlQuery(url->query.value_or("")), {}};
  if (address.is_elsewhere()) target.origin = is_path ? address.origin() : url->origin();
  return target;
}

LocalTarget target_of_page(const Site& site, const PagePath& page) {
  const std::string_view bare = without_query(page.path);
  const SiteAddress& address = site.view.address;
  return {encode_path(bare), UrlQuery(std::string_view(page.path).substr(bare.size())),
          address.is_elsewhere() ? address.origin() : std::string{}};
}

std::string comment_location(LocalTarget target, const UrlQuery& place, CommentId comment) {
  for (const std::string_view ours : own_parameters) target.query.remove(ours);
  return target.query.add(place).link(target.origin + target.path, comment_fragment(comment));
}

}  // namespace afterword
