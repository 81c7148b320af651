// What watches the transactions of a connection for changes of threads that readers can see.
#pragma once

#include <cstdint>
#include <vector>

namespace afterword {

class Database;

/// The threads that a transaction changed so that a rendered page is outdated.
struct ThreadChanges {
  std::vector<std::int64_t> threads;  // ids; one may occur several times
  bool all = false;                   // every thread of the site

  bool empty() const { return threads.empty() && !all; }
};

class ChangeObserver {
 public:
  virtual ~ChangeObserver() = default;

  /// Called directly before a COMMIT that changes threads, while the write lock is held. May throw
  /// StoreException; the transaction is then rolled back. Exactly one of the following two is
  /// called later, unless it threw.
  virtual void before_commit(const ThreadChanges& changes) = 0;
  /// The commit is durable. The connection may be used for reading.
  virtual void after_commit(Database& database, const ThreadChanges& changes) noexcept = 0;
  /// The commit failed.
  virtual void after_rollback() noexcept = 0;
};

}  // namespace afterword
