// Limits how often something may be asked for, in the memory of a process. It is not exact: a
// process that starts knows nothing, and each of several processes counts for itself.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.h"

namespace afterword {

/// Permits `most` requests of a caller within each window of time.
class RateLimit {
 public:
  RateLimit(int most, std::int64_t window_ms) : most_(most), window_ms_(window_ms) {}

  /// Counts a request of `caller`, such as an address prefix. Returns 0 if it is permitted, else
  /// how many milliseconds the caller should wait. Callers may share a counter; memory is fixed.
  std::int64_t wait_ms(std::string_view caller, Instant now);

 private:
  struct Counter {
    Instant window;
    int requests = 0;
  };
  int most_;
  std::int64_t window_ms_;
  std::array<Counter, 1'024> counters_{};
};

}  // namespace afterword
