// How long one attempt at a request may wait for the database's lock, and what came of it. A worker
// that serves others gives up soon and asks again later; a process with nothing else to do waits.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace afterword {

class LockWait {
 public:
  using Clock = std::chrono::steady_clock;
  using Duration = std::chrono::milliseconds;

  /// From a request's arrival on it is worth asking again for this long. What waits a little longer
  /// than that is still answered within 8 s.
  static constexpr Duration usual_total{6'000};

  /// A new attempt, which may wait so long for all locks together.
  void begin(Duration patience) {
    until_ = Clock::now() + patience;
    total_ = usual_total;
    met_ = false;
    committed_ = false;
  }
  /// For what is not worth waiting for so long.
  void limit_to(Duration total) {
    total_ = total;
    until_ = std::min(until_, Clock::now() + total);
  }

  /// For what cannot be cut short.
  void allow(Duration patience) { until_ = std::max(until_, Clock::now() + patience); }

  Clock::time_point until() const { return until_; }
  Duration total() const { return total_; }

  /// The database tells: a lock did not come in time; one could be had; a change is on the disk.
  void note_lock() {
    met_ = true;
    last_met_ = Clock::now();
    if (!locked_since_) locked_since_ = last_met_;
  }
  void note_free() { locked_since_.reset(); }
  void note_commit() {
    committed_ = true;
    // What follows must not fail: it cannot be asked for again.
    until_ = Clock::now() + after_commit;
  }

  /// Whether the attempt met a lock and changed nothing, so that it can be made again.
  bool can_repeat() const { return met_ && !committed_; }
  /// Whether this process met a lock in the last second.
  bool met_recently() const { return last_met_ && Clock::now() - *last_met_ < Duration{1'000}; }
  /// Whether it could have none for a second: then it is no commit that keeps it waiting.
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
