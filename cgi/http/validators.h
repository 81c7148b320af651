#pragma once

#include <optional>
#include <string>

#include "base/time.h"

namespace afterword {

/// What tells two contents of an address apart (RFC 9110 section 8.8).
struct Validators {
  std::string etag;  // with its quotes
  /// When the contents changed last; nothing where that is not known, since a date that is too old
  /// would hide a change.
  std::optional<Instant> modified;
};

}  // namespace afterword
