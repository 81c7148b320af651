// What of a comment can become a rule about whoever wrote it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/comment/comment.h"

namespace afterword {

struct RuleValue {
  std::string_view field;  // "email", "name", "network" or "link"
  std::string value;
};

/// The comment's e-mail address, name and network, and the hosts of its website and its first
/// links: those that can be a rule as they are (pattern_fault). A value between slashes is none,
/// because it would act as a pattern, and a visitor chose it.
std::vector<RuleValue> rule_values(const Comment& comment);

}  // namespace afterword
