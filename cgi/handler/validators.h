#pragma once

#include <string>

#include "base/time.h"

namespace afterword {

/// What tells two contents of an address apart (RFC 9110 section 8.8).
struct Validators {
  std::string etag;  // with its quotes
  Instant modified;
};

}  // namespace afterword
