// How attentive the site is, and the care phrases and weights of words that come with the program.
#pragma once

#include <vector>

#include "config/site.h"
#include "domain/policy/moderation_policy.h"
#include "store/moderation/care_store.h"

namespace afterword {

/// The care phrases that a new database begins with (StoreSettings::care_phrases).
std::vector<Rule> shipped_care_phrases();

/// The one place that decides: `care.mode` of the configuration; else what was chosen on the set-up
/// page or the Care page; else the default.
Result<CareMode, StoreError> care_mode(const Site& site, CareStore& care);

/// The site's policy in a mode, with the weights of words that come with the program where it wants
/// them.
ModerationPolicy policy_of(const Site& site, CareMode mode);

}  // namespace afterword
