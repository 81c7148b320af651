#include "comment/markup_links.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace afterword {
namespace {

constexpr std::size_t longest_address = 2'000;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool starts_with_any_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                    [](char a, char b) { return a == lower(b); });
}

bool is_alphanumeric(char c) {
  const char l = lower(c);
  return (l >= 'a' && l <= 'z') || (l >= '0' && l <= '9');
}

bool is_address_byte(char c) {
  return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '"' && c != '<' && c != '>' &&
         c != '\\' && c != '`' && c != '^' && c != '{' && c != '}' && c != '|';
}

/// Spaces, quotes and full stops of other scripts, which end an address in running text.
bool ends_address(char32_t c) {
  constexpr std::array<char32_t, 16> enders{0x85,   0xA0,   0xAB,   0xBB,   0x2018, 0x2019,
                                            0x201C, 0x201D, 0x2026, 0x2028, 0x2029, 0x202F,
                                            0x3000, 0x3001, 0x3002, 0xFF0C};
  return (c < 0x80 && !is_address_byte(static_cast<char>(c))) ||
         std::find(enders.begin(), enders.end(), c) != enders.end();
}

/// The end of the address that begins at `begin`, before punctuation is given back to the text.
std::size_t greedy_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size()) {
    const std::size_t here = at;
    if (ends_address(next_character(text, at))) return here;
  }
  return at;
}

/// Gives back closing punctuation, and closing brackets that nothing within opens.
std::size_t trimmed_end(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view address = text.substr(begin, end - begin);
  const auto count = [&](char c) { return std::count(address.begin(), address.end(), c); };
  auto unopened = count(')') - count('(');
  auto unopened_square = count(']') - count('[');
  for (; end > begin; --end) {
    const char c = text[end - 1];
    if (c == ')' && unopened > 0)
      --unopened;
    else if (c == ']' && unopened_square > 0)
      --unopened_square;
    else if (std::string_view(".,;:!?'*_~").find(c) == std::string_view::npos)
      break;
  }
  return end;
}

/// Whether what follows the scheme (or "www.") can be a host: it begins with a letter, a digit or a
/// character beyond ASCII.
bool begins_host(std::string_view rest) {
  return !rest.empty() &&
         (is_alphanumeric(rest.front()) || static_cast<unsigned char>(rest.front()) >= 0x80);
}

/// The scheme in lower case, "" when there is none.
std::string scheme_of(std::string_view address) {
  const std::size_t colon = address.find(':');
  if (colon == std::string_view::npos || colon > address.find_first_of("/?#")) return "";
  std::string scheme(address.substr(0, colon));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(), lower);
  return scheme;
}

}  // namespace

std::optional<std::string> safe_href(std::string_view typed) {
  const std::string_view address = trim(typed);
  if (address.empty() || address.size() > longest_address ||
      !std::all_of(address.begin(), address.end(), is_address_byte))
    return std::nullopt;
  const std::string scheme = scheme_of(address);
  if (scheme == "mailto") return std::string(address);
  if (scheme == "http" || scheme == "https") {
    const std::string_view rest = address.substr(scheme.size() + 1);
    if (!rest.starts_with("//") || !begins_host(rest.substr(2))) return std::nullopt;
    return scheme + std::string(address.substr(scheme.size()));
  }
  if (!scheme.empty()) return std::nullopt;
  if (address.front() == '/') {
    if (address.starts_with("//")) return std::nullopt;
    return std::string(address);
  }
  const std::string_view host = address.substr(0, address.find_first_of("/?#"));
  if (!begins_host(host) || host.find('.') == std::string_view::npos) return std::nullopt;
  return "http://" + std::string(address);
}

std::optional<std::string> safe_source(std::string_view typed) {
  auto href = safe_href(typed);
  if (!href || href->starts_with("mailto:") || href->starts_with('/')) return std::nullopt;
  return href;
}

std::optional<BareLink> find_bare_link(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const char c = lower(text[at]);
    if (c != 'h' && c != 'w') continue;
    const char before = at > 0 ? text[at - 1] : ' ';
    if (is_alphanumeric(before) || before == '/' || before == '@' || before == '.' ||
        before == '-' || before == '_')
      continue;
    const std::string_view rest = text.substr(at);
    const std::size_t prefix = starts_with_any_case(rest, "https://")  ? 8
                               : starts_with_any_case(rest, "http://") ? 7
                               : starts_with_any_case(rest, "www.")    ? 4
                                                                       : 0;
    if (prefix == 0 || !begins_host(rest.substr(prefix))) continue;
    const std::size_t end = trimmed_end(text, at, greedy_end(text, at + prefix));
    if (end <= at + prefix) continue;
    const std::string_view address = text.substr(at, end - at);
    if (prefix == 4 && address.substr(4).find('.') == std::string_view::npos) continue;
    if (auto href = safe_href(address)) return BareLink{at, end, *std::move(href)};
    // Too long to be linked: the search goes on behind it, or it would look at it again and again.
    at = end - 1;
  }
  return std::nullopt;
}

}  // namespace afterword
