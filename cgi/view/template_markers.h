// Compares the markers of an override with those of the built-in template, to detect overrides
// written for another version.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace afterword {

struct MarkerDifference {
  std::vector<std::string> unknown;  // not in the built-in template, so never filled
  std::vector<std::string> missing;  // in the built-in template only
};

/// Compares the names of values, sections and includes. Names in a comment of `text` that begins
/// with "without" are not reported as missing.
MarkerDifference compare_markers(std::string_view text, std::string_view built_in);

}  // namespace afterword
