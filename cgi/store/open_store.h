// Opens a database. This is the only file that knows which engine is used.
//
// Opening is a separate step before a command's work and before a request. Handlers are given an
// open store or respond that there is none; they never open, upgrade or install anything. Whatever
// `Opening` allows, opening writes nothing to a current database: one with the newest schema, the
// configured journal, its key and the care phrases. The callers are:
// - create: `afterword init`, and the bootstrap of store.create (server/application/bootstrap);
// - upgrade: `afterword serve` before it forks, commands, and connections for requests after
//   `current` was refused as outdated (store/connection). A new version of the program and a
//   restored older backup therefore need no command;
// - current: connections for requests, and `afterword check`, which changes nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "store/engine/backup.h"
#include "store/opening.h"
#include "store/stores.h"

namespace afterword {

/// A complete open database. One connection: for one thread, never used across a fork.
struct OpenStore {
  std::unique_ptr<Database> database;
  Stores stores;
  SecretKey key;  // the installation's key
};

/// Opens the database, verifies that it belongs to this program, and does what `opening` allows.
/// Safe to call in several processes at once. Refuses a database of another program or of a newer
/// version.
Result<std::unique_ptr<OpenStore>, OpenError> open_store(const StoreSettings& settings,
                                                         Opening opening, Instant now);

/// For a process that serves one request: makes opening the database faster, at the cost of memory
/// that is not returned. Call before the first database is opened; later it has no effect.
void prepare_for_one_request();

/// Whether the database exists. One that another process is creating does not exist yet.
bool has_store(const StoreSettings& settings);

/// Copies the database to `target` while the site is running. The copy is a single file with mode
/// 0600 and is verified completely before it gets its name. On failure, returns a sentence and
/// leaves `target` unchanged.
Result<BackupReport, std::string> back_up_store(const StoreSettings& settings,
                                                const std::string& target);

/// Why a file is not a valid backup, as a sentence, or nullopt. Reads every page of it.
std::optional<std::string> backup_error(const std::string& file);

/// Replaces the database by the backup. Returns the new name of the previous database, which is
/// kept in the same folder, or "" if there was none. Running workers open the new database
/// automatically. On failure, returns a sentence and changes nothing.
Result<std::string, std::string> restore_store(const StoreSettings& settings,
                                               const std::string& backup, const std::string& stamp);

}  // namespace afterword
