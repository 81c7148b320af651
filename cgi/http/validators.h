#pragma once

#include <optional>
#include <string>

#include "base/time.h"

namespace afterword {

/// Validators of a representation for conditional requests (RFC 9110 section 8.8).
struct Validators {
  std::string etag;  // including its quotes
  /// Last modification. nullopt if unknown, because a date that is too old would hide a change.
  std::optional<Instant> modified;
};

}  // namespace afterword
