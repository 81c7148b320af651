// Serialises writers across the workers of a supervisor. SQLite's busy handler would retry, and
// each retry briefly takes a lock that the committing process needs. Workers wait in the kernel
// instead and ask SQLite only while they hold this lock. Also tells them whose sync has made which
// commit durable.
//
// This is an optimisation. SQLite's own locks guarantee consistency, also against programs that do
// not use this lock.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

namespace afterword {

class WriterLock {
 public:
  /// Allocated in memory that is shared with processes forked later. Throws std::bad_alloc.
  static std::shared_ptr<WriterLock> make();

  /// Waits for the lock; false if it is not acquired before the deadline. A process that has just
  /// released it does not overtake those that wait. The lock of a process that died is released.
  bool acquire(std::chrono::steady_clock::time_point deadline);
  void release();

  /// Call when a writer has waited in vain: for ten seconds, writers do not wait again. Visible to
  /// all processes that share the lock.
  void start_backoff();
  bool is_backing_off() const;
  /// Call when a writer has acquired the database's lock, and again when it has committed.
  void note_progress();
  /// Whether a writer made progress a moment ago, so that it is worth waiting for the lock: nobody
  /// else holds the database's lock.
  bool is_moving() const;

  /// Numbers a commit that is not synced yet. Call it while holding the lock.
  std::uint64_t note_commit();
  /// The number of the newest commit. A sync that begins now makes all up to it durable.
  std::uint64_t newest_commit() const;
  /// Records that all commits up to `number` are durable.
  void note_synced(std::uint64_t number);
  bool is_synced(std::uint64_t number) const;
  /// A failed sync concerns all processes, but the system reports it to one only.
  void note_sync_failed(bool failed);
  bool has_sync_failed() const;

 private:
  WriterLock();
  struct Shared;
  Shared* shared_;
};

}  // namespace afterword
