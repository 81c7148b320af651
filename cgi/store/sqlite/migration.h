// Bringing a database's schema to the version that this program knows.
#pragma once

#include <sqlite3.h>

#include <optional>
#include <string>

namespace afterword {

/// Marks the files of this program in SQLite's header ("AftW"); see PRAGMA application_id.
inline constexpr int sqlite_application_id = 0x41667457;

/// The version of the schema that this program knows; see PRAGMA user_version.
int newest_schema();

/// The version of the schema that a file has; 0 for none of ours, -1 when it cannot be read.
int sqlite_schema_version(sqlite3* connection);

/// Why a file must not be touched: another program's, a newer version's, or none that can be read.
std::optional<std::string> sqlite_ownership_fault(sqlite3* connection, const std::string& path);

/// Runs the migrations that are missing, in one transaction under the write lock, so that of two
/// processes starting at once one waits and finds nothing to do. Returns a sentence when the file
/// belongs to another program or to a newer version, or when a migration fails.
std::optional<std::string> migrate_sqlite(sqlite3* connection, const std::string& path);

}  // namespace afterword
