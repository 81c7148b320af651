// Rules, and a trial of one against the last comments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/policy/rule_set.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// A rule's trial against the last comments.
struct RuleTrial {
  int looked_at = 0;
  int matches = 0;
  std::vector<QueueItem> items;  // the first of them
  int published = 0;             // of what was looked at
  int published_matches = 0;
};

struct RulesModel {
  ModerationLayout layout;
  std::vector<Rule> rules;
  std::optional<RuleTrial> trial;
  RuleKind kind = RuleKind::hold;  // what stands in the form
  std::string pattern;
  bool ask_again = false;  // the rule is added only by another button
};

std::string render_rules(const ViewTools& tools, const RulesModel& model);

}  // namespace afterword
