// Who of several workers writes next. SQLite would let them ask again and again, and each question
// takes a lock for a moment that the one who is committing needs; so the workers of a supervisor
// wait in the kernel instead, and ask SQLite only when it is their turn.
//
// It decides nothing: SQLite's own locks keep the data right, also against programs that know
// nothing of this.
#pragma once

#include <chrono>
#include <memory>

namespace afterword {

class WriterLock {
 public:
  /// In memory that processes forked later share. Throws std::bad_alloc.
  static std::shared_ptr<WriterLock> make();

  /// Waits for the turn; false when it did not come before the deadline. The turn of a process that
  /// died is free.
  bool take(std::chrono::steady_clock::time_point deadline);
  void give_back();

  /// After a writer has waited in vain: for the next ten seconds writers need not wait again. All
  /// processes that share the turn see it.
  void refuse_for_a_while();
  bool refuses() const;
  /// A writer got the lock.
  void refuse_no_more();

 private:
  WriterLock();
  struct Shared;
  Shared* shared_;
};

}  // namespace afterword
