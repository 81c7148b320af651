// Moderation policies for tests about other subjects.
#pragma once

#include "domain/policy/moderation_policy.h"

namespace afterword {

/// Publishes everything that no rule matches.
inline ModerationPolicy publish_all() {
  ModerationPolicy policy;
  policy.hold_first = false;
  policy.max_links = 0;
  policy.hold_contact_details = false;
  policy.care = CareMode::off;
  return policy;
}

/// Holds everything that no rule moves to the trash; the reason is "hold_all".
inline ModerationPolicy hold_all() {
  ModerationPolicy policy = publish_all();
  policy.hold_all = true;
  return policy;
}

/// A policy that does not depend on the care mode that the moderators chose.
inline PolicySource always(ModerationPolicy policy) {
  return [policy](std::optional<CareMode>) { return policy; };
}

inline ModerationPolicy policy_for(Status status) {
  return status == Status::approved ? publish_all() : hold_all();
}

}  // namespace afterword
