// Parses files of care phrases: the shipped list, and lists of other languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/policy/rule_set.h"

namespace afterword {

enum class CareListError { unknown_heading, no_language, no_heading, bad_phrase, no_phrase };

struct InvalidCareList {
  CareListError error = CareListError::no_phrase;
  int line = 1;
  InvalidPattern pattern = {};  // of bad_phrase
};

/// Format: first "language: en"; then one phrase per line under [self], [other], [method] or
/// [abuse]. Phrases under [self attentive] and so on count only in CareMode::attentive. Empty lines
/// and lines that begin with '#' are ignored.
Result<std::vector<Rule>, InvalidCareList> parse_care_list(std::string_view text);

}  // namespace afterword
