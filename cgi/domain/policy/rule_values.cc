#include "domain/policy/rule_values.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"
#include "domain/policy/rule_set.h"

namespace afterword {
namespace {

constexpr std::size_t most_links = 5;

/// The host of a web address; "" if it is invalid or has no dot.
std::string host_of(std::string_view address) {
  const auto url = parse_url(address);
  if (!url || !url->is_web()) return {};
  std::string host = fold_case(url->bare_host());
  return host.find('.') == std::string::npos ? std::string{} : host;
}

std::vector<std::string> hosts_of(const Comment& comment) {
  std::vector<std::string> hosts;
  const auto add = [&](std::string_view address) {
    std::string host = host_of(address);
    if (host.empty() || hosts.size() == most_links) return;
    if (std::find(hosts.begin(), hosts.end(), host) == hosts.end())
      hosts.push_back(std::move(host));
  };
  add(comment.url);
  const std::string html = render_markup(comment.text, comment.format).html;
  constexpr std::string_view mark = "href=\"";
  for (std::size_t at = html.find(mark); at != std::string::npos; at = html.find(mark, at)) {
    at += mark.size();
    add(std::string_view(html).substr(at, html.find('"', at) - at));
  }
  return hosts;
}

}  // namespace

std::vector<RuleValue> rule_values(const Comment& comment) {
  std::vector<RuleValue> values;
  const auto add = [&](std::string_view field, std::string_view value) {
    const std::string pattern(trim(value));
    if (!pattern.starts_with('/') && !pattern_error(RuleKind::hold, pattern))
      values.push_back({field, pattern});
  };
  add("email", comment.email);
  add("name", comment.author);
  add("network", comment.address_prefix);
  for (const std::string& host : hosts_of(comment)) add("link", host);
  return values;
}

}  // namespace afterword
