#include "markup_check.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "domain/markup/html_references.h"

namespace afterword::fuzz {
namespace {

using namespace std::string_view_literals;

constexpr std::array allowed_elements{
    "a"sv,     "abbr"sv, "b"sv,  "blockquote"sv, "br"sv,     "cite"sv,    "code"sv,
    "del"sv,   "em"sv,   "hr"sv, "details"sv,    "i"sv,      "li"sv,      "ol"sv,
    "p"sv,     "pre"sv,  "q"sv,  "s"sv,          "strong"sv, "summary"sv, "table"sv,
    "tbody"sv, "td"sv,   "th"sv, "thead"sv,      "tr"sv,     "ul"sv};

constexpr std::array allowed_attributes{"align"sv, "cite"sv,  "class"sv, "datetime"sv,
                                        "href"sv,  "open"sv,  "rel"sv,   "start"sv,
                                        "title"sv, "scope"sv, "style"sv};

bool is_address_allowed(std::string_view address) {
  const std::string decoded = decode_html_references(address);
  return decoded.starts_with("http://") || decoded.starts_with("https://") ||
         decoded.starts_with("mailto:") || decoded.starts_with('/') || decoded.starts_with('#') ||
         decoded.find(':') == std::string::npos;
}

/// Reads one tag at the front of `rest`, which begins with '<'.
std::string take_tag(std::string_view& rest, std::vector<std::string>& open) {
  const std::size_t end = rest.find('>');
  if (end == std::string_view::npos) return "a tag without end";
  std::string_view tag = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  if (tag.starts_with('/')) {
    if (open.empty() || open.back() != tag.substr(1)) return "crossing tag " + std::string(tag);
    open.pop_back();
    return "";
  }
  const std::size_t name_end = std::min(tag.find(' '), tag.size());
  const std::string_view name = tag.substr(0, name_end);
  if (std::ranges::find(allowed_elements, name) == allowed_elements.end())
    return "element " + std::string(name);
  for (tag.remove_prefix(name_end); !tag.empty();) {
    const std::size_t equals = tag.find("=\"");
    if (!tag.starts_with(' ') || equals == std::string_view::npos) return "attribute syntax";
    const std::string_view attribute = tag.substr(1, equals - 1);
    if (std::ranges::find(allowed_attributes, attribute) == allowed_attributes.end())
      return "attribute " + std::string(attribute);
    tag.remove_prefix(equals + 2);
    const std::size_t quote = tag.find('"');
    if (quote == std::string_view::npos) return "attribute without end";
    const std::string_view value = tag.substr(0, quote);
    if (value.find('<') != std::string_view::npos) return "< in an attribute";
    if ((attribute == "href" || attribute == "cite") && !is_address_allowed(value))
      return "address " + std::string(value);
    tag.remove_prefix(quote + 1);
  }
  if (name != "br" && name != "hr") open.emplace_back(name);
  return "";
}

}  // namespace

std::string markup_error(std::string_view html) {
  if (!is_valid_utf8(html)) return "not UTF-8";
  std::vector<std::string> open;
  while (!html.empty()) {
    const std::size_t at = html.find_first_of("<>");
    if (at == std::string_view::npos) break;
    html.remove_prefix(at);
    if (html.front() == '>') return "a bare >";
    if (const std::string error = take_tag(html, open); !error.empty()) return error;
  }
  return open.empty() ? "" : "not closed: " + open.back();
}

}  // namespace afterword::fuzz
