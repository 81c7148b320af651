// SQLite: a copy of the database as it was at one moment, made while the site goes on, and back
// again.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "store/engine/backup.h"

namespace afterword {

/// Copies the database at `source` to `target`, one file that needs no other, mode 0600, checked
/// from end to end before it gets its name. The error is a sentence; then `target` is as it was.
///
/// With a journal of its own (WAL) SQLite's backup reads one moment and nobody waits. Without, a
/// reader keeps writers waiting, so the file is copied first while it may change, and then compared
/// and mended under a lock: that takes as long as reading it from memory, not as writing it.
Result<BackupReport, std::string> back_up_sqlite(const std::string& source,
                                                 const std::string& target);

/// What is wrong with a file as a backup of ours, in a sentence, or nothing; every page is read.
std::optional<std::string> sqlite_backup_fault(const std::string& file);

/// Puts the backup in the place of the database at `target`. What was there is kept beside it; the
/// name that it has then is the answer, "" when there was nothing. Workers that run open the new
/// file by themselves. The error is a sentence; then nothing has changed.
Result<std::string, std::string> restore_sqlite(const std::string& backup,
                                                const std::string& target,
                                                const std::string& stamp);

}  // namespace afterword
