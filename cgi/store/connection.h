// A worker's one connection, which may not be there: while the database cannot be opened the
// program goes on, says so, and tries again.
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
  /// The open store, or nullptr while the database cannot be opened. Tries at most once a second to
  /// open what cannot be opened, and logs each new reason once. A connection that should be opened
  /// anew (Database::is_lost, looked for once a second and before whoever writes) goes on serving
  /// readers until that succeeds.
  ///
  /// Opening writes nothing to a database that is current. One that is outdated, by a new program
  /// or an older backup, is upgraded first, which the log tells.
  OpenStore* open(Instant now, Access access = Access::read);
  /// Whether the lock for it can be had at once. True when no database is open: then opening one
  /// will tell. Changes nothing.
  bool is_free(Access access);
  /// Why a comment could not be stored now, or nothing: the file was moved, deleted or damaged,
  /// may not be written, is locked, or its disk is full. A few system calls, which change nothing.
  std::optional<std::string> fault();

  /// How many times a database was opened: another number, another database.
  int opened() const { return opened_; }

 private:
  StoreSettings settings_;
  std::unique_ptr<OpenStore> store_;
  int opened_ = 0;
  Instant looked_;  // for the file, the last time
  std::optional<Instant> tried_;
  std::string logged_;
  bool is_locked_ = false;  // why it could not be opened
};

}  // namespace afterword
