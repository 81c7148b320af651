#include "doctor/doctor_request.h"

#include <fmt/format.h>

#include "base/url.h"
#include "config/document_roots.h"
#include "http/ip_address.h"

namespace afterword {
namespace {

void examine_parameters(const Request& request, Findings& findings) {
  const auto url = parse_url(request.request_uri);
  const bool asks = url && url->query;
  if (asks && request.query.empty())
    findings.push_back(
        web_server_finding(Health::fail,
                           "does not pass QUERY_STRING, so pages of comments, replies and "
                           "waiting comments are not found; in nginx, add `include "
                           "fastcgi_params;` beside fastcgi_pass"));
  if (request.request_uri.empty() && request.document_uri.empty())
    findings.push_back(
        web_server_finding(Health::warn,
                           "passes neither REQUEST_URI nor DOCUMENT_URI; in nginx, add "
                           "`include fastcgi_params;` beside fastcgi_pass"));
  if (request.host.empty())
    findings.push_back(
        web_server_finding(Health::warn,
                           "does not pass HTTP_HOST, so the origin of forms can only be "
                           "compared with site.url; set site.url"));
}

void examine_visitor(const Config& config, const Request& request, Findings& findings) {
  if (request.remote_addr.empty()) {
    findings.push_back(
        web_server_finding(Health::fail,
                           "does not pass REMOTE_ADDR, so visitors cannot be distinguished, and "
                           "floods and password guessing are not limited; in nginx, add "
                           "`include fastcgi_params;` beside fastcgi_pass"));
    return;
  }
  if (!request.forwarded_for.empty() && config.site.trusted_proxies.empty())
    findings.push_back(web_server_finding(
        Health::warn,
        fmt::format("is behind a proxy, so all visitors seem to come from {}; if that "
                    "is the proxy, set site.trusted_proxies = [\"{}\"]",
                    request.remote_addr, request.remote_addr)));
}

void examine_address(const Config& config, const Request& request, Findings& findings) {
  const SiteAddress& address = config.site.view.address;
  const std::string& url = address.program_origin();
  const std::string_view key = address.is_elsewhere() ? "site.comments_url" : "site.url";
  const bool encrypted = request.seems_encrypted();
  // Behind a proxy, the connection may be encrypted up to the proxy.
  if (url.starts_with("http://") && encrypted)
    findings.push_back(web_server_finding(
        Health::warn, fmt::format("receives https requests, but {} begins with http://; "
                                  "change it to https://, so that moderators never sign in "
                                  "unencrypted",
                                  key)));
  if (!url.starts_with("http://") && !encrypted && config.site.trusted_proxies.empty())
    findings.push_back(web_server_finding(
        Health::warn,
        fmt::format("receives http requests, but signing in requires https unless {0} begins with "
                    "http://; set {0} to the address that visitors use",
                    key)));
}

void examine_folder(const Config& config, const Request& request, Findings& findings) {
  if (!request.document_root.starts_with('/')) return;
  const std::string& configured = config.site.document_root;
  const std::string own = configured.empty() ? std::string() : real_path(configured);
  const std::string served = real_path(std::string(request.document_root));
  if (own == served) return;
  if (document_root_of(config.database, {served}) == served)
    findings.push_back(
        {Health::fail, "database file",
         fmt::format("{} is in the folder that the web server serves, so anyone can download it; "
                     "move it and set store.database = \"{}\"",
                     config.database, better_database(config, document_roots(config, &request)))});
  if (config.site.verify_file)
    findings.push_back(web_server_finding(
        Health::warn, fmt::format("serves {}, but pages.document_root is {}; pages that "
                                  "exist in only one of them have no comments",
                                  served, own)));
}

}  // namespace

Finding web_server_finding(Health health, std::string sentence) {
  return {health, "web server", std::move(sentence)};
}

Findings examine_request(const Config& config, const Request& request) {
  Findings findings;
  examine_parameters(request, findings);
  examine_visitor(config, request, findings);
  examine_address(config, request, findings);
  examine_folder(config, request, findings);
  if (request.keep_connection)
    findings.push_back(
        web_server_finding(Health::warn,
                           "asks to keep connections open, but Afterword closes them after each "
                           "response, so forms sometimes get status 502; set "
                           "`fastcgi_keep_conn off;` in nginx, `disablereuse=on` in Apache"));
  if (findings.empty())
    findings.push_back(web_server_finding(Health::ok, "passes all required parameters"));
  return findings;
}

}  // namespace afterword
