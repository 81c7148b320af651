// The values of a comment from which a rule about its author can be made.
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

/// The comment's email address, name and address prefix, and the hosts of its website and first
/// links, if they are valid patterns (pattern_error). Values between slashes are excluded, because
/// a visitor chose them and they would act as patterns.
std::vector<RuleValue> rule_values(const Comment& comment);

}  // namespace afterword
