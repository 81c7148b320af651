// Parses files of care phrases: the shipped list, and lists of other languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/policy/rule_set.h"

namespace afterword {

/// Format: first "language: en"; then one phrase per line under [self], [other], [method] or
/// [abuse]. Phrases under [self attentive] and so on count only in CareMode::attentive. Empty lines
/// and lines that begin with '#' are ignored. The error is "LINE: message".
Result<std::vector<Rule>, std::string> parse_care_list(std::string_view text);

}  // namespace afterword
