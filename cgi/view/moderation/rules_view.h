// Renders the rules page, and the trial of a rule against recent comments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/policy/rule_set.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// The result of trying a rule on recent comments.
struct RuleTrial {
  int looked_at = 0;
  int matches = 0;
  std::vector<QueueItem> items;  // the first matches
  int published = 0;             // number of published comments among the matches
  int published_matches = 0;
};

struct RulesModel {
  ModerationLayout layout;
  std::vector<Rule> rules;
  std::optional<RuleTrial> trial;
  RuleKind kind = RuleKind::hold;  // the contents of the form
  std::string pattern;
  bool ask_again = false;  // adding the rule requires a confirmation
  std::string find;        // lists only rules whose pattern contains this
};

std::string render_rules(const ViewTools& tools, const RulesModel& model);

}  // namespace afterword
