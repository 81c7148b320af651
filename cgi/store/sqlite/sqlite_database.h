// The SQLite engine: one database file.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "store/engine/database.h"
#include "store/opening.h"

namespace afterword {

/// Opens the file, configures the connection securely, and does what `opening` allows: migrates to
/// the newest schema, sets the journal mode. Only store/open_store calls this; it installs the
/// required data.
///
/// `automatic` selects WAL for `afterword serve` if the file system is local; other processes keep
/// the mode of the file (docs/decisions/0003-journal-mode.md). Commits are fully synced in both
/// modes.
Result<std::unique_ptr<Database>, OpenError> open_sqlite(const StoreSettings& settings,
                                                         Opening opening);

/// Whether there is a non-empty file. A file that another process is creating is briefly empty.
bool has_sqlite_database(const std::string& path);

}  // namespace afterword
