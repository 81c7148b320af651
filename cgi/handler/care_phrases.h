// The care phrases and the weights of words that come with the program.
#pragma once

#include "handler/site.h"
#include "store/rule_store.h"

namespace afterword {

/// Puts them into a database that never had them. What moderators removed stays removed.
Result<bool, StoreError> install_care_phrases(RuleStore& rules, Instant now);

/// The site's policy, with the weights of words that come with the program where it wants them.
ModerationPolicy policy_of(const Site& site);

}  // namespace afterword
