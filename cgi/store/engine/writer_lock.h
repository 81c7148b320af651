// Serialises writers across the workers of a supervisor. SQLite's busy handler would retry, and
// each retry briefly takes a lock that the committing process needs. Workers wait in the kernel
// instead and ask SQLite only while they hold this lock.
//
// This is an optimisation. SQLite's own locks guarantee consistency, also against programs that do
// not use this lock.
#pragma once

#include <chrono>
#include <memory>

namespace afterword {

class WriterLock {
 public:
  /// Allocated in memory that is shared with processes forked later. Throws std::bad_alloc.
  static std::shared_ptr<WriterLock> make();

  /// Waits for the lock; false if it is not acquired before the deadline. The lock of a process
  /// that died is released.
  bool acquire(std::chrono::steady_clock::time_point deadline);
  void release();

  /// Call when a writer has waited in vain: for ten seconds, writers do not wait again. Visible to
  /// all processes that share the lock.
  void start_backoff();
  bool is_backing_off() const;
  /// Call when a writer has acquired the database's lock.
  void end_backoff();

 private:
  WriterLock();
  struct Shared;
  Shared* shared_;
};

}  // namespace afterword
