// Lists of care phrases as files: the one that is shipped, and those of other languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/policy/rule_set.h"

namespace afterword {

enum class CareListError { unknown_heading, no_language, no_heading, bad_phrase, no_phrase };

struct CareListFault {
  CareListError error = CareListError::no_phrase;
  int line = 1;
  PatternFault pattern = {};  // of bad_phrase
};

/// A list: "language: en" first, then under [self], [other], [method] and [abuse] a phrase a line,
/// and under [self attentive] and so on those that count only where the site is attentive.
/// Empty lines and those that begin with '#' are left out.
Result<std::vector<Rule>, CareListFault> parse_care_list(std::string_view text);

}  // namespace afterword
