#include "handler/security_headers.h"

#include <fmt/format.h>

#include <algorithm>

#include "handler/responses.h"

namespace afterword {
namespace {

/// Framing is limited to the site's own pages, which prevents clickjacking. Scripts and styles must
/// be files of this origin. A site's templates may use images and fonts from elsewhere.
std::string policy_of_site(const Site& site) {
  std::string policy =
      "script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; "
      "frame-ancestors 'self'";
  for (const std::string& origin : site.origins) policy += " " + origin;
  return policy;
}

/// No framing, and only our own script.
std::string policy_of_moderation(const Site& site) {
  const std::string_view pictures =
      site.view.avatars == AvatarKind::gravatar ? " https://www.gravatar.com" : "";
  return fmt::format(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'{}; "
      "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      pictures);
}

bool is_document(const Response& response) {
  return response.status == 304 ||
         std::any_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
           return header.first == "Content-Type" && header.second == html_type;
         });
}

}  // namespace

void add_security_headers(const Site& site, Documents documents, Response& response) {
  if (documents == Documents::none || !is_document(response)) return;
  auto& headers = response.headers;
  if (documents == Documents::site) {
    headers.emplace_back("Content-Security-Policy", policy_of_site(site));
    return;
  }
  headers.emplace_back("Content-Security-Policy", policy_of_moderation(site));
  headers.emplace_back("X-Frame-Options", "DENY");
  // no-referrer only if the URL itself is an authorisation, because browsers then send "Origin:
  // null" with our own forms.
  headers.emplace_back("Referrer-Policy",
                       documents == Documents::signed_link ? "no-referrer" : "same-origin");
  headers.emplace_back("X-Robots-Tag", "noindex");
}

}  // namespace afterword
