#include "transfer/page_map.h"

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {

Result<PageMap, std::string> PageMap::parse(std::string_view text) {
  PageMap map;
  if (!is_valid_utf8(text)) return Failure{std::string("it is not UTF-8")};
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  for (int line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view rule = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (rule.empty() || rule.front() == '#') continue;
    const auto blank = rule.find_first_of(" \t");
    std::string_view from = rule.substr(0, blank);
    std::string_view to = blank == std::string_view::npos ? "" : trim(rule.substr(blank));
    if (to.empty() || to.find_first_of(" \t") != std::string_view::npos)
      return Failure{fmt::format("line {}: write two addresses, separated by a blank", line)};
    if (from.ends_with('*') != to.ends_with('*'))
      return Failure{fmt::format("line {}: both addresses, or neither, must end with *", line)};
    const bool is_beginning = from.ends_with('*');
    if (is_beginning) {
      from.remove_suffix(1);
      to.remove_suffix(1);
    }
    auto& rules = is_beginning ? map.beginnings_ : map.exact_;
    if (!rules.emplace(from, to).second)
      return Failure{fmt::format("line {}: a second rule for {}", line, from)};
  }
  return map;
}

std::optional<std::string> PageMap::find(std::string_view address, std::string_view path) const {
  address = address.substr(0, address.find('#'));
  for (const std::string_view name : {address, path})
    if (const auto found = exact_.find(name); found != exact_.end()) return found->second;
  if (auto found = find_beginning(address)) return found;
  return find_beginning(path);
}

std::optional<std::string> PageMap::find_beginning(std::string_view address) const {
  // In reverse order of names, a longer beginning comes before its own beginning.
  for (auto rule = beginnings_.rbegin(); rule != beginnings_.rend(); ++rule)
    if (address.starts_with(rule->first))
      return rule->second + std::string(address.substr(rule->first.size()));
  return std::nullopt;
}

}  // namespace afterword
