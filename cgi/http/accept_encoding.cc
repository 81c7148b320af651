#include "http/accept_encoding.h"

#include <optional>

#include "base/ascii.h"
#include "http/route_path.h"

namespace afterword {
namespace {

constexpr int full_weight = 1'000;

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// In thousandths. nullopt if it is not one of RFC 9110 section 12.4.2: up to three decimals, from
/// 0 to 1.
std::optional<int> parse_weight(std::string_view text) {
  constexpr std::size_t longest = 5;
  if (text.empty() || text.size() > longest || (text[0] != '0' && text[0] != '1')) return {};
  if (text.size() > 1 && text[1] != '.') return {};
  int weight = (text[0] - '0') * full_weight;
  int unit = full_weight / 10;
  for (const char digit : text.substr(text.size() > 1 ? 2 : 1)) {
    if (!is_ascii_digit(digit)) return {};
    weight += (digit - '0') * unit;
    unit /= 10;
  }
  return weight <= full_weight ? std::optional(weight) : std::nullopt;
}

struct Coding {
  std::string_view name;
  std::optional<int> weight;
};

/// One member of the list, such as "gzip;q=0.5".
Coding parse_coding(std::string_view member) {
  const std::size_t semicolon = member.find(';');
  const std::string_view name = without_blanks(member.substr(0, semicolon));
  if (semicolon == std::string_view::npos) return {name, full_weight};
  const std::string_view parameter = without_blanks(member.substr(semicolon + 1));
  if (parameter.size() < 2 || ascii_lower(parameter[0]) != 'q' || parameter[1] != '=')
    return {name, std::nullopt};
  return {name, parse_weight(parameter.substr(2))};
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<int> gzip;
  std::optional<int> identity;
  std::optional<int> others;
  while (!accept_encoding.empty()) {
    const std::size_t comma = accept_encoding.find(',');
    const Coding coding = parse_coding(accept_encoding.substr(0, comma));
    accept_encoding.remove_prefix(comma == std::string_view::npos ? accept_encoding.size()
                                                                  : comma + 1);
    if (!coding.weight) continue;
    if (same_ignoring_case(coding.name, "gzip") || same_ignoring_case(coding.name, "x-gzip"))
      gzip = coding.weight;
    if (same_ignoring_case(coding.name, "identity")) identity = coding.weight;
    if (coding.name == "*") others = coding.weight;
  }
  const int weight = gzip.value_or(others.value_or(0));
  return weight > 0 && weight >= identity.value_or(0);
}

bool is_own_request_line(const Request& request, std::string_view route, std::string_view mount) {
  return request.protocol.starts_with("HTTP/") && !request.protocol.starts_with("HTTP/0") &&
         request.protocol != "HTTP/1.0" && is_target(request, route, mount);
}

}  // namespace afterword
