// How attentive the site is, and the care phrases and weights of words that come with the program.
#pragma once

#include <vector>

#include "handler/app.h"
#include "handler/site.h"
#include "store/care_store.h"

namespace afterword {

/// The care phrases that a new database begins with (StoreSettings::care_phrases).
std::vector<Rule> shipped_care_phrases();

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
