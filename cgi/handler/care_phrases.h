// The care phrases that come with the program.
#pragma once

#include "store/rule_store.h"

namespace afterword {

/// Puts them into a database that never had them. What moderators removed stays removed.
Result<bool, StoreError> install_care_phrases(RuleStore& rules, Instant now);

}  // namespace afterword
