// The embedded engine: one SQLite file.
#pragma once

#include <memory>
#include <string>

#include "store/engine/database.h"
#include "store/engine/lock_wait.h"
#include "store/engine/writer_lock.h"

namespace afterword {

enum class JournalMode { automatic, truncate, wal };

struct SqliteOptions {
  JournalMode journal = JournalMode::automatic;
  bool create = false;  // make the file when there is none (`afterword init`)
  /// Prepare every statement at once, so that one that does not fit the schema is found at start
  /// and not by a visitor. A process that answers a single request prepares what it needs instead.
  bool prepare_all = true;
  /// Shared by the workers of a supervisor; may be null.
  std::shared_ptr<WriteTurn> turn = nullptr;
  /// Says how long a locked database is waited for; where it is null, busy_timeout_ms does.
  std::shared_ptr<LockWait> wait = nullptr;
  int busy_timeout_ms = 6'000;
  /// Open a private copy of the file as it is now, which is gone when it is closed: to try out what
  /// a change would do. It lies in SQLite's folder for temporary files and has no name. Whoever
  /// writes waits while it is made.
  bool as_copy = false;
};

/// Why a database could not be opened: a sentence that says what is wrong and what to do.
struct OpenFault {
  StoreError error;
  std::string sentence;
};

/// Opens, hardens, migrates to the newest schema and prepares every statement. Two processes may
/// do so at once. A file of another program, or of a newer version of this one, is refused.
///
/// `automatic` means WAL only where the SQLite at hand has the fix of the WAL-reset bug and the
/// file system is local; else TRUNCATE (docs/decisions/0003-journal-mode.md). Commits are synced
/// fully in both.
Result<std::unique_ptr<Database>, OpenFault> open_sqlite(const std::string& path,
                                                         const SqliteOptions& options);

/// Whether this SQLite has the fix of the WAL-reset bug: 3.51.3, 3.50.7 or 3.44.6 and later.
bool sqlite_has_wal_fix(int version_number);

/// Whether a path is on a network file system, where locks and shared memory cannot be trusted.
bool on_network_file_system(const std::string& path);

}  // namespace afterword
