// How attentive the site is, and the care phrases and weights of words that come with the program.
#pragma once

#include "config/site.h"
#include "handler/app.h"
#include "store/moderation/rule_store.h"

namespace afterword {

/// Puts them into a database that never had them. What moderators removed stays removed.
Result<void, StoreError> install_care_phrases(RuleStore& rules, Instant now);

/// The one place that decides: `care.mode` of the configuration; else what was chosen on the set-up
/// page or the Care page; else the default.
Result<CareMode, StoreError> care_mode(const Site& site, CareStore& care);

/// The site's policy in a mode, with the weights of words that come with the program where it wants
/// them.
ModerationPolicy policy_of(const Site& site, CareMode mode);

/// The same, where the mode has to be looked up. A database that cannot tell means the default:
/// what would be stored by it cannot be stored either.
ModerationPolicy policy_of(App& app);

}  // namespace afterword
