#include "domain/page_map.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {

std::optional<PageMapError> PageMap::add(std::string_view rule, int line) {
  const auto blank = rule.find_first_of(" \t");
  std::string_view from = rule.substr(0, blank);
  std::string_view to = blank == std::string_view::npos ? "" : trim(rule.substr(blank));
  if (to.empty() || to.find_first_of(" \t") != std::string_view::npos)
    return PageMapError{PageMapError::Kind::two_addresses, line};
  if (from.ends_with('*') != to.ends_with('*'))
    return PageMapError{PageMapError::Kind::one_beginning, line};
  const bool is_beginning = from.ends_with('*');
  if (is_beginning) {
    from.remove_suffix(1);
    to.remove_suffix(1);
  }
  Rules& rules = is_beginning ? beginnings_ : exact_;
  if (!rules.try_emplace(std::string(from), MappedAddress{std::string(to), line}).second)
    return PageMapError{PageMapError::Kind::second_rule, line, std::string(from)};
  return std::nullopt;
}

ParsedPageMap PageMap::parse(std::string_view text) {
  ParsedPageMap parsed;
  if (!is_valid_utf8(text)) return {{}, {PageMapError{PageMapError::Kind::not_utf8}}};
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  for (int line = 1; !text.empty() && parsed.errors.size() < most_errors; ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view rule = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (rule.empty() || rule.front() == '#') continue;
    if (auto error = parsed.map.add(rule, line)) parsed.errors.push_back(*std::move(error));
  }
  return parsed;
}

std::optional<MappedAddress> PageMap::find(std::string_view address, std::string_view path) const {
  address = address.substr(0, address.find('#'));
  for (const std::string_view name : {address, path})
    if (const auto found = exact_.find(name); found != exact_.end()) return found->second;
  if (auto found = find_beginning(address)) return found;
  return find_beginning(path);
}

std::optional<MappedAddress> PageMap::find_beginning(std::string_view address) const {
  // In reverse order of names, a longer beginning comes before its own beginning.
  for (auto rule = beginnings_.rbegin(); rule != beginnings_.rend(); ++rule)
    if (address.starts_with(rule->first))
      return MappedAddress{rule->second.address + std::string(address.substr(rule->first.size())),
                           rule->second.line};
  return std::nullopt;
}

}  // namespace afterword
