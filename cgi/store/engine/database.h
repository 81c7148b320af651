// The seam to a database engine: named statements, bound values, transactions. The stores above it
// are written once; only this and the schema differ by engine. Stores call a statement by its
// function in "sql/…", which the build makes of sql/query (sql/README.md).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/function_ref.h"
#include "base/result.h"

namespace afterword {

/// What a store can tell about a failure; the operator's to mend, never the visitor's.
enum class StoreError {
  busy,         // somebody else kept the database locked for longer than we wait
  constraint,   // a rule of the schema would be broken
  full,         // no space
  unavailable,  // missing, unreadable, read-only or broken
};

std::string_view to_text(StoreError error);

/// Thrown by Database and kept inside store/: the stores' public functions turn it into a Result.
struct StoreException {
  StoreError error;
  std::string detail;  // the engine's words, for the log
};

/// A statement of sql/query; the enumerators are in sql/statements.h.
enum class StatementId : std::uint16_t;

/// NULL, an integer or a text. A text must live until run() returns.
using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view>;

/// One row of an answer, valid during the call of the sink. Columns count from 0. Only generated
/// code reads it.
class Row {
 public:
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;

 protected:
  ~Row() = default;
};

using RowSink = FunctionRef<void(const Row&)>;

/// One connection, used by one thread of one process: never carry it across a fork.
class Database {
 public:
  virtual ~Database() = default;

  /// Runs a statement with values in the order in which its parameters first appear and calls
  /// `sink` for each row of its answer. How many rows it changed itself, for one that writes.
  /// Throws StoreException.
  virtual std::int64_t run(StatementId statement, std::initializer_list<Value> values,
                           RowSink sink = {}) = 0;

  /// Begins a transaction that writes (it takes the write lock at once).
  virtual void begin() = 0;
  /// Begins one that only reads: every statement until rollback() sees the same moment.
  virtual void begin_read() = 0;
  virtual void commit() = 0;
  /// Never throws; does nothing when no transaction is open.
  virtual void rollback() noexcept = 0;

  /// True once the connection should be opened anew: the database was moved or deleted under us, so
  /// that what is written now would be lost and begin() throws; or it could only be read when
  /// opened.
  virtual bool is_lost() const = 0;
  /// Looks whether the database was moved, deleted or replaced, a backup restored say; is_lost()
  /// then says so.
  virtual void check_identity() noexcept = 0;
  /// What keeps a change from being stored, as far as can be told without making one: the database
  /// was moved, may not be written, or has no space. nullopt when nothing does.
  virtual std::optional<std::string> storage_fault() = 0;

  /// A number that is different after every committed change by anybody, read without a lock or a
  /// statement; nullopt when the engine cannot tell. It can be ahead of or behind what a statement
  /// sees: only what was read between two equal answers belongs to them, and an equal answer later
  /// proves that it still holds.
  virtual std::optional<std::uint64_t> change_counter() = 0;
};

/// One moment of the database for several statements that read.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database) { database_.begin_read(); }
  ~Snapshot() { database_.rollback(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
};

/// A transaction that rolls back unless it was committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.begin(); }
  ~Transaction() {
    if (!committed_) database_.rollback();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Returns when the change is on the disk. Throws StoreException.
  void commit() {
    database_.commit();
    committed_ = true;
  }

 private:
  Database& database_;
  bool committed_ = false;
};

}  // namespace afterword
