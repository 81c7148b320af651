// The interface of a database engine: named statements, bound values, transactions. Only its
// implementations and the schema differ between engines; the stores are written once. Stores call a
// statement by its function in "sql/…", which the build generates from sql/query (sql/README.md).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/function_ref.h"
#include "base/id.h"
#include "base/result.h"
#include "store/engine/change_observer.h"

namespace afterword {

/// The kinds of failure that a store reports. All are for the operator to fix, not for the visitor.
enum class StoreError {
  busy,         // another process held the lock for longer than we wait
  constraint,   // a constraint of the schema was violated
  full,         // no space
  unavailable,  // missing, unreadable, read-only or corrupt
};

std::string_view to_text(StoreError error);

/// Thrown by Database. It does not leave store/: the stores' public functions convert it to a
/// Result.
struct StoreException {
  StoreError error;
  std::string detail;  // the engine's message, for the log
};

/// A statement of sql/query; the enumerators are in sql/statements.h.
enum class StatementId : std::uint16_t;

/// NULL, an integer or a text. A text must live until run() returns.
using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view>;

/// One row of a result, valid during the call of the sink. Columns count from 0. Used by generated
/// code only.
class Row {
 public:
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;

 protected:
  ~Row() = default;
};

using RowSink = FunctionRef<void(const Row&)>;

/// One connection, for one thread of one process. It must not be used across a fork.
class Database {
 public:
  virtual ~Database() = default;

  /// Runs a statement with values in the order in which its parameters first appear, and calls
  /// `sink` for each row of the result. Returns the number of rows that a writing statement changed
  /// itself. Throws StoreException.
  virtual std::int64_t run(StatementId statement, std::initializer_list<Value> values,
                           RowSink sink = {}) = 0;

  /// Begins a write transaction and takes the write lock immediately.
  virtual void begin() = 0;
  /// Begins a read transaction: all statements until rollback() see the same snapshot.
  virtual void begin_read() = 0;
  virtual void commit() = 0;
  /// Never throws. No effect if no transaction is open.
  virtual void rollback() noexcept = 0;

  /// True if the connection must be reopened: the database was moved or deleted, so that writes
  /// would be lost and begin() throws; or it was opened read-only.
  virtual bool must_reopen() const = 0;
  /// Checks whether the database was moved, deleted or replaced, for example by a restored backup,
  /// and updates must_reopen().
  virtual void check_identity() noexcept = 0;
  /// Why a change could not be stored, as far as can be determined without writing: the database
  /// was moved, is not writable, or has no space. nullopt if no reason is known.
  virtual std::optional<std::string> storage_error() = 0;

  /// A number that changes with every commit by any process, read without a lock or a statement;
  /// nullopt if the engine has none. It may be ahead of or behind the data that a statement sees.
  /// Data read between two equal values belongs to that value, and is still current when the value
  /// is equal later.
  virtual std::optional<std::uint64_t> change_counter() = 0;

  /// Lets an observer watch the transactions of this connection; there is none by default.
  void watch(std::shared_ptr<ChangeObserver> observer) { observer_ = std::move(observer); }
  /// Record that the current transaction changes what readers see of a thread, or of all threads.
  /// No effect without an observer.
  void note_change(ThreadId thread) {
    if (observer_) changes_.threads.push_back(thread.value);
  }
  void note_change_of_all() { changes_.all = observer_ != nullptr; }

 private:
  friend class Transaction;
  std::shared_ptr<ChangeObserver> observer_;
  ThreadChanges changes_;  // by the current transaction
};

/// A snapshot of the database for several reading statements.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database) { database_.begin_read(); }
  ~Snapshot() { database_.rollback(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
};

/// A transaction that rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.begin(); }
  ~Transaction() {
    if (committed_) return;
    database_.rollback();
    if (watched_) database_.observer_->after_rollback();
    if (!database_.changes_.empty()) database_.changes_ = {};
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Returns after the commit is durable. Throws StoreException.
  void commit() {
    if (!database_.changes_.empty()) {
      database_.observer_->before_commit(database_.changes_);
      watched_ = true;
    }
    database_.commit();
    committed_ = true;
    if (!watched_) return;
    const ThreadChanges changes = std::exchange(database_.changes_, {});
    database_.observer_->after_commit(database_, changes);
  }

 private:
  Database& database_;
  bool committed_ = false;
  bool watched_ = false;  // the observer was told of the commit
};

}  // namespace afterword
