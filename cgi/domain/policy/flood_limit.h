// The flood limit (comments.flood_seconds): the shortest time between two submissions, or changes
// by their writers, from one email address or address prefix.
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace afterword {

/// Whether `newest`, the time of the last submission or change, is less than `flood_seconds` before
/// `now`. False without one, and where the limit is 0.
bool is_flood(std::optional<Instant> newest, int flood_seconds, Instant now);

/// The earliest time that is_flood() would still count, in milliseconds: nothing older needs to be
/// looked up.
std::int64_t flood_window_start(int flood_seconds, Instant now);

}  // namespace afterword
