// The one way to an open database, and the only file that knows which engine there is.
//
// Opening is a step of its own, before a command's work and before a request: a handler is given an
// open store or answers that there is none, and never opens, upgrades or installs anything. Opening
// writes nothing to a database that is current, whichever `Opening` was allowed: it has the newest
// schema, the configured journal, its key and the care phrases. Who may change it:
//
// - create: `afterword init`, and the bootstrap of store.create (server/application/bootstrap);
// - upgrade: `afterword serve` before it forks, a command, and whoever connects for requests, once
//   `current` was refused as outdated (store/connection). So a new program that was uploaded needs
//   no command, and neither does an older backup;
// - current: connections for requests, and `afterword check`, which changes nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "store/engine/backup.h"
#include "store/engine/opening.h"
#include "store/stores.h"

namespace afterword {

/// An open database, complete. One connection: used by one thread, never carried across a fork.
struct OpenStore {
  std::unique_ptr<Database> database;
  Stores stores;
  SecretKey key;  // the installation's
};

/// Opens, checks whose file it is, and does what `opening` allows. Two processes may do so at once.
/// A database of another program, or of a newer version of this one, is refused.
Result<std::unique_ptr<OpenStore>, OpenError> open_store(const StoreSettings& settings,
                                                         Opening opening, Instant now);

/// Whether there is a database. One that another process is just making is not there yet.
bool has_store(const StoreSettings& settings);

/// Copies the database to `target`, one file that needs no other, mode 0600, checked from end to
/// end before it gets its name, while the site goes on. The error is a sentence; then `target` is
/// as it was.
Result<BackupReport, std::string> back_up_store(const StoreSettings& settings,
                                                const std::string& target);

/// What is wrong with a file as a backup of ours, in a sentence, or nothing; every page is read.
std::optional<std::string> backup_fault(const std::string& file);

/// Puts the backup in the place of the database. What was there is kept beside it; the name that it
/// has then is the answer, "" when there was nothing. Workers that run open the new one by
/// themselves. The error is a sentence; then nothing has changed.
Result<std::string, std::string> restore_store(const StoreSettings& settings,
                                               const std::string& backup, const std::string& stamp);

}  // namespace afterword
