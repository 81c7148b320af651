// A worker's database connection, which may be absent. While the database cannot be opened, the
// program keeps running, logs the reason and retries.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/time.h"
#include "store/open_store.h"

namespace afterword {

class StoreConnection {
 public:
  explicit StoreConnection(StoreSettings settings) : settings_(std::move(settings)) {}

  enum class Access { read, write };
  /// Returns the open store, or nullptr while the database cannot be opened. Retries at most once a
  /// second and logs each new reason once. A connection that must be reopened
  /// (Database::must_reopen, checked once a second and before writes) continues to serve readers
  /// until reopening succeeds.
  ///
  /// Opening a current database writes nothing. A database that is outdated, because of a new
  /// program or a restored older backup, is upgraded first, which is logged.
  OpenStore* open(Instant now, Access access = Access::read);
  /// Whether the lock for this access is available now. True if no database is open, because
  /// opening one will report the error. Changes nothing.
  bool is_free(Access access);
  /// Why a comment could not be stored now, or nullopt: the file was moved, deleted or damaged, is
  /// not writable or locked, or its disk is full. Makes a few system calls and changes nothing.
  std::optional<std::string> error();

  /// See Database::checkpoint.
  void checkpoint() noexcept {
    if (store_) store_->database->checkpoint();
  }

  /// How often a database was opened. A different number means a different connection.
  int opened() const { return opened_; }

 private:
  StoreSettings settings_;
  std::unique_ptr<OpenStore> store_;
  int opened_ = 0;
  Instant looked_;  // last check of the file
  std::optional<Instant> tried_;
  std::string logged_;
  bool is_locked_ = false;  // why it could not be opened
};

}  // namespace afterword
