#include "handler/posted_page.h"

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

}  // namespace

Result<std::optional<PagePath>, Fault> posted_page(App& app, const Request& request,
                                                   const Form& form, Instant now) {
  if (!form.get("page").empty()) return parse_page_path(form.get("page"));
  const auto post = parse_positive(form.get("comment_post_ID"));
  if (!post) return std::optional<PagePath>{};
  if (!app.ready(now)) return Failure{Fault::comment_save_error};
  const auto path = app.stores().imports.page_of_post(*post);
  if (!path) return Failure{Fault::comment_save_error};
  if (*path) return parse_page_path(**path);
  return referring_page(app.site, request);
}

}  // namespace afterword
