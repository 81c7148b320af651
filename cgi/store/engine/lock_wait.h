// Limits how long one attempt at a request waits for the database's lock, and records the outcome.
// A worker that serves others stops waiting soon and retries later; a process with a single task
// waits.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace afterword {

class LockWait {
 public:
  using Clock = std::chrono::steady_clock;
  using Duration = std::chrono::milliseconds;

  /// A request is retried for this long after its arrival, so that it is answered within 8 s.
  static constexpr Duration usual_total{6'000};

  /// Starts a new attempt. `max_wait` limits the waiting for all locks of the attempt together.
  void begin(Duration max_wait) {
    until_ = Clock::now() + max_wait;
    total_ = usual_total;
    met_ = false;
    committed_ = false;
  }
  /// Reduces the total for requests that are less important.
  void limit_to(Duration total) {
    total_ = total;
    until_ = std::min(until_, Clock::now() + total);
  }

  /// Extends the limit for work that cannot be interrupted.
  void allow(Duration max_wait) { until_ = std::max(until_, Clock::now() + max_wait); }

  Clock::time_point until() const { return until_; }
  Duration total() const { return total_; }

  /// The database calls these: a lock was not available in time; a lock was acquired; a change was
  /// committed.
  void note_lock() {
    met_ = true;
    last_met_ = Clock::now();
    if (!locked_since_) locked_since_ = last_met_;
  }
  void note_free() { locked_since_.reset(); }
  void note_commit() {
    committed_ = true;
    // Statements after the commit must not fail, because the request cannot be repeated.
    until_ = Clock::now() + after_commit;
  }

  /// True if the attempt met a lock and changed nothing, so that it can be repeated.
  bool can_repeat() const { return met_ && !committed_; }
  /// True if this process met a lock within the last second.
  bool met_recently() const { return last_met_ && Clock::now() - *last_met_ < Duration{1'000}; }
  /// True if no lock was available for a second, which is longer than a commit takes.
  bool is_stuck() const {
    return locked_since_ && Clock::now() - *locked_since_ >= Duration{1'000};
  }

 private:
  static constexpr Duration after_commit{1'000};

  Clock::time_point until_ = Clock::now() + usual_total;
  Duration total_ = usual_total;
  bool met_ = false;
  bool committed_ = false;
  std::optional<Clock::time_point> last_met_;
  std::optional<Clock::time_point> locked_since_;
};

}  // namespace afterword
