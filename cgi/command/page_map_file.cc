#include "command/page_map_file.h"

#include <fmt/format.h>

#include "base/file.h"
#include "command/command_line.h"

namespace afterword {
namespace {

constexpr std::size_t longest_map = 64 << 20;

std::string explain(const PageMapError& error) {
  switch (error.kind) {
    case PageMapError::Kind::not_utf8:
      return "it is not UTF-8";
    case PageMapError::Kind::two_addresses:
      return fmt::format("line {}: write two addresses, separated by a blank", error.line);
    case PageMapError::Kind::one_beginning:
      return fmt::format("line {}: both addresses, or neither, must end with *", error.line);
    case PageMapError::Kind::second_rule:
      break;
  }
  return fmt::format("line {}: a second rule for {}", error.line, error.address);
}

}  // namespace

std::optional<PageMap> read_page_map(const std::string& file) {
  const auto text = read_file(file, longest_map);
  if (!text) {
    fail_with(fmt::format("{}: {}", file, text.error()));
    return std::nullopt;
  }
  auto parsed = PageMap::parse(*text);
  if (parsed.errors.empty()) return std::move(parsed.map);
  for (const PageMapError& error : parsed.errors)
    fail_with(fmt::format("{}: {}", file, explain(error)));
  return std::nullopt;
}

}  // namespace afterword
