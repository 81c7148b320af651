// Lists of care phrases as files: the one that is shipped, and those of other languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/policy/rule_set.h"

namespace afterword {

/// A list: "language: en" first, then under [self], [other], [method] and [abuse] a phrase a line,
/// and under [self attentive] and so on those that count only where the site is attentive.
/// Empty lines and those that begin with '#' are left out. The error is "LINE: what is wrong".
Result<std::vector<Rule>, std::string> parse_care_list(std::string_view text);

}  // namespace afterword
