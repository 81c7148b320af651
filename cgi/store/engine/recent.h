// Which moments are recent, for limits that are counted in the database.
#pragma once

#include <cstdint>

#include "base/time.h"

namespace afterword {

/// Requests that overlap write their moments in any order, and differ by as long as a request may
/// take. What lies further ahead than this was written before the clock was set back: it must not
/// keep anybody out until the clock has caught up.
inline constexpr std::int64_t clock_change_ms = 5 * minute_ms;

/// The moments that count at `now` for a limit of `length_ms`: after `since`, up to `until`.
struct Recent {
  std::int64_t since;
  std::int64_t until;
};

constexpr Recent recent(Instant now, std::int64_t length_ms) {
  return {now.ms - length_ms, now.ms + clock_change_ms};
}

}  // namespace afterword
