// Backup and restore for SQLite: a consistent copy of the database, made while the site is running.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "store/engine/backup.h"

namespace afterword {

/// Copies the database at `source` to `target`. The copy is a single file with mode 0600 and is
/// verified completely before it gets its name. On failure, returns a sentence and leaves `target`
/// unchanged.
///
/// In WAL mode, SQLite's backup API reads a snapshot and blocks nobody. In rollback mode, a reader
/// blocks writers, so the file is first copied without a lock and then compared and corrected under
/// the lock. That takes as long as reading the file from memory, not as writing it.
Result<BackupReport, std::string> back_up_sqlite(const std::string& source,
                                                 const std::string& target);

/// Why a file is not a valid backup, as a sentence, or nullopt. Reads every page of it.
std::optional<std::string> sqlite_backup_error(const std::string& file);

/// Replaces the database at `target` by the backup. Returns the new name of the previous file,
/// which is kept in the same folder, or "" if there was none. Running workers open the new file
/// automatically. On failure, returns a sentence and changes nothing.
Result<std::string, std::string> restore_sqlite(const std::string& backup,
                                                const std::string& target,
                                                const std::string& stamp);

}  // namespace afterword
