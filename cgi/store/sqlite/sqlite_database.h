// The embedded engine: one SQLite file.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "store/engine/database.h"
#include "store/engine/opening.h"

namespace afterword {

/// Opens, hardens, and does what `opening` allows: migrates to the newest schema, sets the journal
/// mode. Only store/open_store calls it, and installs what a database must hold besides.
///
/// `automatic` means WAL only where the SQLite at hand has the fix of the WAL-reset bug and the
/// file system is local; else TRUNCATE (docs/decisions/0003-journal-mode.md). Commits are synced
/// fully in both.
Result<std::unique_ptr<Database>, OpenError> open_sqlite(const StoreSettings& settings,
                                                         Opening opening);

/// Whether there is a file with something in it; one that a process is just making is empty for a
/// moment.
bool has_sqlite_database(const std::string& path);

/// Whether this SQLite has the fix of the WAL-reset bug: 3.51.3, 3.50.7 or 3.44.6 and later.
bool sqlite_has_wal_fix(int version_number);

}  // namespace afterword
