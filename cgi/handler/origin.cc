#include "handler/origin.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/url.h"

namespace afterword {

bool is_named_origin(const Site& site, std::string_view origin) {
  return !origin.empty() &&
         std::find(site.origins.begin(), site.origins.end(), origin) != site.origins.end();
}

bool is_from_site(const Site& site, const Request& request) {
  // Scripts cannot set Sec-Fetch-Site.
  if (request.origin == "null" && request.sec_fetch_site == "same-origin") return true;
  const std::string_view said = !request.origin.empty() ? request.origin : request.referer;
  if (said.empty()) return request.sec_fetch_site != "cross-site";
  const auto from = parse_url(said);
  const std::string origin = from ? from->origin() : std::string{};
  if (origin.empty()) return false;
  if (!site.origins.empty()) return is_named_origin(site, origin);
  // A web server may omit the port from Host.
  const std::string host = "//" + std::string(request.host);
  const auto asked = parse_url(host);
  return asked && !asked->user && asked->path.empty() &&
         same_ignoring_case(asked->host, from->host);
}

bool is_from_own_page(const Site& site, const Request& request) {
  return is_from_site(site, request) && request.sec_fetch_site != "cross-site";
}

}  // namespace afterword
