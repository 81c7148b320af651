#include "doctor/doctor_web.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/url.h"
#include "doctor/doctor_request.h"
#include "doctor/doctor_token.h"
#include "net/fetch.h"

namespace afterword {
namespace {

std::string address_of(const Config& config, std::string_view route) {
  const ViewSettings& view = config.site.view;
  return view.address.program_url(view.mount + std::string(route));
}

/// The key of the address at which the program is requested.
std::string_view key_of_address(const Config& config) {
  return config.site.view.address.is_elsewhere() ? "site.comments_url" : "site.url";
}

/// Requests the address of the pages, if the program has another one.
void examine_site(const Config& config, Findings& findings) {
  if (!config.site.view.address.is_elsewhere()) return;
  const std::string& url = config.site.url;
  const auto warn = [&](std::string sentence) {
    findings.push_back({Health::warn, "site.url", std::move(sentence)});
  };
  const auto response = fetch(url + "/");
  if (!response)
    warn(fmt::format("could not be requested at {}: {}", url, response.error()));
  else if (response->status >= 500)
    warn(fmt::format("responds with {} at {}; links in mails and feeds lead there",
                     response->status, url));
}

/// Explains a status that Afterword did not send itself.
std::string meaning_of(const Config& config, int status) {
  const std::string& mount = config.site.view.mount;
  switch (status) {
    case 404:
      return fmt::format(
          "so it does not pass {0}/ to Afterword; its configuration must use the same prefix as "
          "site.mount, which is \"{0}\"",
          mount);
    case 401:
    case 403:
      return fmt::format(
          "so it denies visitors access below {}/; in Apache, the folder needs \"Require all "
          "granted\" for the program and Options +ExecCGI",
          mount);
    case 500:
      return "so it could not start the program; see its error log. Often the file is not "
             "executable (0755), was uploaded in text mode, or its folder is writable by others";
    case 502:
    case 503:
    case 504:
      return fmt::format(
          "so it cannot reach Afterword; check that `afterword serve` runs, and that the web "
          "server uses its socket, {}, and may open it",
          config.listen);
    default:
      return fmt::format(
          "which is not a response of Afterword; check that it passes {}/ to Afterword", mount);
  }
}

/// Parses the worker's findings about this request; nullopt if the response is something else.
std::optional<Findings> read_findings(const std::string& body) {
  const auto rows = JsonFields::parse_list(body, "findings");
  if (!rows) return std::nullopt;
  Findings findings;
  for (const JsonFields& row : *rows) {
    const std::string health = row.text("health");
    findings.push_back({health == "fail"   ? Health::fail
                        : health == "warn" ? Health::warn
                                           : Health::ok,
                        row.text("subject"), row.text("sentence")});
  }
  return findings;
}

bool is_our_refusal(const FetchedResponse& response) {
  return JsonFields::parse_list(response.body, "errors").has_value();
}

/// Sends a form that names no page and is therefore always refused, to check that bodies arrive and
/// how large they may be.
void examine_forms(const Config& config, Findings& findings) {
  const std::string address = address_of(config, "/post");
  const auto small = fetch(address, "probe=1");
  if (!small) return;
  if (!is_our_refusal(*small)) {
    findings.push_back(web_server_finding(
        Health::fail, fmt::format("responds with {} to a form, so visitors cannot comment; check "
                                  "that it allows POST below {}/",
                                  small->status, config.site.view.mount)));
    return;
  }
  if (small->status == 400) {
    findings.push_back(
        web_server_finding(Health::fail,
                           "does not pass CONTENT_LENGTH and CONTENT_TYPE, so forms cannot be "
                           "read; in nginx, add `include fastcgi_params;` beside fastcgi_pass"));
    return;
  }
  // The longest comment if each character takes twelve bytes in the encoded form.
  constexpr std::size_t longest_form = 65'525 * 12;
  const auto large = fetch(address, "probe=" + std::string(longest_form, 'x'));
  if (!large || is_our_refusal(*large)) return;
  findings.push_back(web_server_finding(
      Health::warn,
      fmt::format("responds with {} to a form of {} bytes, the size of a long comment; raise "
                  "client_max_body_size (nginx), LimitRequestBody or "
                  "FcgidMaxRequestLen (Apache), server.max-request-size (lighttpd)",
                  large->status, longest_form)));
}

Findings examine_program(const Config& config, const SecretKey& key, Instant now) {
  const std::string address = address_of(config, "/health");
  const auto response = fetch(UrlQuery().add(doctor_query, doctor_token(key, now)).link(address));
  if (!response)
    return {web_server_finding(
        Health::warn, fmt::format("could not be requested at {}: {}", address, response.error()))};
  if (!response->location.empty())
    return {web_server_finding(Health::warn,
                               fmt::format("redirects {} to {}; set {} to the address that "
                                           "visitors reach",
                                           address, response->location, key_of_address(config)))};
  auto findings = read_findings(response->body);
  if (!findings && response->status == 503 && response->body.starts_with("the database"))
    return {web_server_finding(
        Health::fail,
        "reaches Afterword, but its workers cannot open the database; see their log")};
  if (!findings)
    return {web_server_finding(Health::fail,
                               fmt::format("responds with {} at {}, {}", response->status, address,
                                           meaning_of(config, response->status)))};
  examine_forms(config, *findings);
  const bool well = std::all_of(findings->begin(), findings->end(),
                                [](const Finding& each) { return each.health == Health::ok; });
  if (!well)
    std::erase_if(*findings, [](const Finding& each) { return each.health == Health::ok; });
  return *std::move(findings);
}

}  // namespace

Findings examine_from_outside(const Config& config, const SecretKey& key, Instant now) {
  if (config.site.url.empty()) return {};
  Findings findings = examine_program(config, key, now);
  examine_site(config, findings);
  return findings;
}

}  // namespace afterword
