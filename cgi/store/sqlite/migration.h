// Migrates a database to the schema version of this program.
#pragma once

#include <sqlite3.h>

#include <optional>
#include <string>

namespace afterword {

/// Identifies files of this program in SQLite's header ("AftW"); see PRAGMA application_id.
inline constexpr int sqlite_application_id = 0x41667457;

/// The schema version of this program; see PRAGMA user_version.
int newest_schema();

/// The schema version of a file; 0 if it has none, -1 if it cannot be read.
int sqlite_schema_version(sqlite3* connection);

/// Why a file must not be modified: it belongs to another program or a newer version, or cannot be
/// read.
std::optional<std::string> sqlite_ownership_error(sqlite3* connection, const std::string& path);

/// Runs the missing migrations in one transaction under the write lock; of two processes that start
/// at once, one waits and finds nothing to do. Returns a sentence if the file belongs to another
/// program or a newer version, or if a migration fails.
std::optional<std::string> migrate_sqlite(sqlite3* connection, const std::string& path);

}  // namespace afterword
