#include "domain/policy/flood_limit.h"

namespace afterword {

bool is_flood(std::optional<Instant> newest, int flood_seconds, Instant now) {
  if (!newest || flood_seconds == 0) return false;
  // A request that waited longer for the writer lock has an earlier time than `newest`. A time
  // further ahead was written before the clock was set back, and must not lock anybody out.
  constexpr std::int64_t longest_wait_ms = 10 * second_ms;
  return now.ms - newest->ms < flood_seconds * second_ms && newest->ms - now.ms <= longest_wait_ms;
}

std::int64_t flood_window_start(int flood_seconds, Instant now) {
  return now.ms - flood_seconds * second_ms + 1;
}

}  // namespace afterword
