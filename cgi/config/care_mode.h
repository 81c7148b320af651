// The care mode of a site, and the care phrases and word weights that are built into the program.
#pragma once

#include <vector>

#include "config/site.h"
#include "domain/policy/moderation_policy.h"
#include "store/moderation/care_store.h"

namespace afterword {

/// The care phrases of a new database (StoreSettings::care_phrases).
std::vector<Rule> shipped_care_phrases();

/// The mode in effect: `care.mode` of the configuration; otherwise the one chosen on the set-up
/// page or the Care page; otherwise the default.
CareMode care_mode(const Site& site, std::optional<CareMode> chosen);
Result<CareMode, StoreError> care_mode(const Site& site, CareStore& care);

/// The site's moderation policy in a mode, with the built-in word weights if the mode uses them.
ModerationPolicy policy_of(const Site& site, CareMode mode);

}  // namespace afterword
