// Time windows for rate limits that are counted in the database.
#pragma once

#include <cstdint>

#include "base/time.h"

namespace afterword {

/// Concurrent requests store their times in any order, up to the duration of a request apart. Times
/// further in the future were stored before the clock was set back, and must not block anybody
/// until the clock has caught up.
inline constexpr std::int64_t clock_change_ms = 5 * minute_ms;

/// The window of a limit of `length_ms` at `now`: later than `since`, at most `until`.
struct Recent {
  std::int64_t since;
  std::int64_t until;
};

constexpr Recent recent(Instant now, std::int64_t length_ms) {
  return {now.ms - length_ms, now.ms + clock_change_ms};
}

}  // namespace afterword
