#include "domain/policy/rate_limit.h"

#include <functional>

namespace afterword {

std::int64_t RateLimit::wait_ms(std::string_view caller, Instant now) {
  Counter& counter = counters_[std::hash<std::string_view>{}(caller) % counters_.size()];
  const std::int64_t age = now.ms - counter.window.ms;
  // The clock may have been set back.
  if (age < 0 || age >= window_ms_) counter = {now, 0};
  if (counter.requests >= most_) return counter.window.ms + window_ms_ - now.ms;
  ++counter.requests;
  return 0;
}

}  // namespace afterword
