#include "domain/markup/markup_links.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"

namespace afterword {
namespace {

constexpr std::size_t longest_address = 2'000;

/// Spaces, quotes, brackets, dashes and full stops of other scripts, and characters without a
/// shape, end an address in running text.
bool ends_address(char32_t c) {
  // Punctuation inside words: Catalan l·l, Japanese names, Hebrew abbreviations, Tibetan syllables.
  constexpr std::array<char32_t, 5> within_words{0xB7, 0x30FB, 0x5F3, 0x5F4, 0xF0B};
  const char ascii = static_cast<char>(c);
  if (c < 0x80) return !has_url_characters({&ascii, 1});
  if (std::find(within_words.begin(), within_words.end(), c) != within_words.end()) return false;
  return c == 0x85 || is_other_punctuation(c) || is_ignorable(c);
}

/// End of the address at `begin`, including trailing punctuation.
std::size_t greedy_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size()) {
    const std::size_t here = at;
    if (ends_address(next_character(text, at))) return here;
  }
  return at;
}

/// Excludes trailing punctuation, character references and closing brackets without an opening
/// bracket in the address.
std::size_t trimmed_end(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view address = text.substr(begin, end - begin);
  const auto count = [&](char c) { return std::count(address.begin(), address.end(), c); };
  auto unopened = count(')') - count('(');
  auto unopened_square = count(']') - count('[');
  for (; end > begin; --end) {
    const char c = text[end - 1];
    if (c == ';') {
      std::size_t name = end - 1;
      while (name > begin && is_ascii_alphanumeric(text[name - 1])) --name;
      if (name > begin && name < end - 1 && text[name - 1] == '&') end = name;
    }
    if (c == ')' && unopened > 0)
      --unopened;
    else if (c == ']' && unopened_square > 0)
      --unopened_square;
    else if (std::string_view(".,;:!?'*_~").find(c) == std::string_view::npos)
      break;
  }
  return end;
}

bool is_alphanumeric(char c) { return is_ascii_alphanumeric(c); }

/// True if a host can follow the scheme or "www.": the first character is a letter, a digit or not
/// ASCII.
bool begins_host(std::string_view rest) {
  return !rest.empty() && (is_alphanumeric(rest.front()) || is_beyond_ascii(rest.front()));
}

/// "#comment-7"
bool is_comment_reference(std::string_view address) {
  constexpr std::string_view beginning = "#comment-";
  if (!address.starts_with(beginning)) return false;
  address.remove_prefix(beginning.size());
  return !address.empty() && address.size() <= 16 &&
         address.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> safe_href(std::string_view typed) {
  const std::string_view address = trim(typed);
  if (address.empty() || address.size() > longest_address || !has_url_characters(address))
    return std::nullopt;
  if (is_comment_reference(address)) return std::string(address);
  if (address.front() == '/') {
    if (address.starts_with("//")) return std::nullopt;
    return std::string(address);
  }
  const auto written = parse_url(address);
  if (written && written->scheme == Scheme::mailto) return std::string(address);
  const auto url = parse_typed_url(address);
  if (!url || !begins_host(url->user.value_or(url->host))) return std::nullopt;
  const bool has_scheme = written && written->is_web();
  if (!has_scheme && url->host.find('.') == std::string_view::npos) return std::nullopt;
  return url->text();
}

std::optional<std::string> safe_source(std::string_view typed) {
  auto href = safe_href(typed);
  if (!href || href->starts_with("mailto:") || href->starts_with('/') || href->starts_with('#'))
    return std::nullopt;
  return href;
}

std::optional<BareLink> find_bare_link(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const char c = ascii_lower(text[at]);
    if (c != 'h' && c != 'w') continue;
    const char before = at > 0 ? text[at - 1] : ' ';
    if (is_alphanumeric(before) || before == '/' || before == '@' || before == '.' ||
        before == '-' || before == '_')
      continue;
    const std::string_view rest = text.substr(at);
    const std::size_t prefix = starts_ignoring_case(rest, "https://")  ? 8
                               : starts_ignoring_case(rest, "http://") ? 7
                               : starts_ignoring_case(rest, "www.")    ? 4
                                                                       : 0;
    if (prefix == 0 || !begins_host(rest.substr(prefix))) continue;
    const std::size_t end = trimmed_end(text, at, greedy_end(text, at + prefix));
    if (end <= at + prefix) continue;
    const std::string_view address = text.substr(at, end - at);
    if (prefix == 4 && address.substr(4).find('.') == std::string_view::npos) continue;
    if (auto href = safe_href(address)) return BareLink{at, end, *std::move(href)};
    // The address is too long to be linked. Continue after it, so that it is not scanned
    // repeatedly.
    at = end - 1;
  }
  return std::nullopt;
}

}  // namespace afterword
