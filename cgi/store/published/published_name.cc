#include "store/published/published_name.h"

#include <fmt/format.h>

namespace afterword {
namespace {

constexpr std::size_t longest_segment = 254;  // a file system's 255, with the '@'

}  // namespace

std::optional<std::string> published_name(std::string_view page_path) {
  if (!page_path.starts_with('/') || page_path.find('\0') != std::string_view::npos)
    return std::nullopt;
  std::string_view rest = page_path.substr(1);
  while (true) {
    const std::size_t slash = rest.find('/');
    const std::string_view segment = rest.substr(0, slash);
    const bool is_last = slash == std::string_view::npos;
    // The last one is empty in "/" and "/my/page/".
    if (segment.empty() && !is_last) return std::nullopt;
    if (segment.size() > longest_segment || segment.starts_with('.') || segment.ends_with('@'))
      return std::nullopt;
    if (is_last) return std::string(page_path.substr(1)) + '@';
    rest.remove_prefix(slash + 1);
  }
}

std::string published_file(std::optional<int> comments_page) {
  return comments_page ? fmt::format("{}.html", *comments_page) : "index.html";
}

}  // namespace afterword
