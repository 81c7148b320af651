#include "handler/origin.h"

#include <algorithm>
#include <string>

#include "http/uri.h"

namespace afterword {
namespace {

/// "host" of "https://host:port" or "host:port", because a web server may leave the port out.
std::string_view host_of(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  if (scheme != std::string_view::npos) origin.remove_prefix(scheme + 3);
  const std::size_t port = origin.rfind(':');
  const bool bracketed = origin.ends_with(']');
  return port == std::string_view::npos || bracketed ? origin : origin.substr(0, port);
}

}  // namespace

bool is_named_origin(const Site& site, std::string_view origin) {
  return !origin.empty() &&
         std::find(site.origins.begin(), site.origins.end(), origin) != site.origins.end();
}

bool is_from_site(const Site& site, const Request& request) {
  // No page can set this header.
  if (request.origin == "null" && request.sec_fetch_site == "same-origin") return true;
  const std::string_view said = !request.origin.empty() ? request.origin : request.referer;
  if (said.empty()) return request.sec_fetch_site != "cross-site";
  const std::string origin = origin_of(said);
  if (origin.empty()) return false;
  if (site.origins.empty()) return host_of(origin) == host_of(request.host);
  return is_named_origin(site, origin);
}

bool is_from_own_page(const Site& site, const Request& request) {
  return is_from_site(site, request) && request.sec_fetch_site != "cross-site";
}

}  // namespace afterword
