// The markers of a site's own template beside those of the built-in one: the template of another
// version shows itself by them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace afterword {

struct MarkerDifference {
  std::vector<std::string> unknown;  // the built-in template has them not, so nothing fills them
  std::vector<std::string> missing;  // it has them, and the other does not name them anywhere
};

/// Compares the names of values, sections and includes. What `text` names in a comment that begins
/// with "without" is not missing.
MarkerDifference compare_markers(std::string_view text, std::string_view built_in);

}  // namespace afterword
