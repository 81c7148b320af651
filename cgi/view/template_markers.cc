#include "view/template_markers.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

namespace afterword {
namespace {

using Names = std::set<std::string>;

struct Markers {
  Names used;
  Names left_out;  // declared as intentionally omitted
};

/// "{{#NAME}}", "{{>NAME:modifier}}" and "{{NAME}}" are the marker NAME. Comments and pragmas are
/// not markers.
Markers read_markers(std::string_view text) {
  constexpr std::string_view on_purpose = "!without ";
  Markers markers;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    at += 2;
    std::string_view tag = text.substr(at, text.find("}}", at) - at);
    if (tag.starts_with(on_purpose)) {
      std::istringstream names{std::string(tag.substr(on_purpose.size()))};
      markers.left_out.insert(std::istream_iterator<std::string>(names), {});
    }
    if (tag.empty() || tag.front() == '!' || tag.front() == '%') continue;
    if (tag.front() == '#' || tag.front() == '/' || tag.front() == '>') tag.remove_prefix(1);
    markers.used.emplace(tag.substr(0, tag.find(':')));
  }
  return markers;
}

}  // namespace

MarkerDifference compare_markers(std::string_view text, std::string_view built_in) {
  const Markers own = read_markers(text);
  const Markers ours = read_markers(built_in);
  MarkerDifference difference;
  std::set_difference(own.used.begin(), own.used.end(), ours.used.begin(), ours.used.end(),
                      std::back_inserter(difference.unknown));
  Names named = own.used;
  named.insert(own.left_out.begin(), own.left_out.end());
  std::set_difference(ours.used.begin(), ours.used.end(), named.begin(), named.end(),
                      std::back_inserter(difference.missing));
  return difference;
}

}  // namespace afterword
