// Options and errors of opening a database, shared by the engines and their callers.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "domain/policy/rule_set.h"
#include "store/engine/database.h"
#include "store/engine/lock_wait.h"
#include "store/engine/writer_lock.h"
#include "store/mail/outbox.h"
#include "store/published/publish_changes.h"

namespace afterword {

enum class JournalMode { automatic, truncate, wal };

struct StoreSettings {
  std::string path;
  JournalMode journal = JournalMode::automatic;
  /// The process belongs to `afterword serve`.
  bool served = false;
  MailPlan mail = {};
  /// The care phrases of a new database. Called only if they are missing. Without it, a database
  /// needs none.
  std::function<std::vector<Rule>()> care_phrases = {};
  /// Prepare all statements at once, so that one that does not match the schema is detected at
  /// start and not during a request. A process for a single request prepares statements on first
  /// use instead.
  bool prepare_all = true;
  /// Shared by the workers of a supervisor; may be null.
  std::shared_ptr<WriterLock> writer_lock = nullptr;
  /// Determines how long to wait for a locked database; if null, busy_timeout_ms does.
  std::shared_ptr<LockWait> wait = nullptr;
  int busy_timeout_ms = 6'000;
  /// The folder of published threads, whose files every change keeps current; "" for none.
  std::string publish_directory = {};
  PublishChanges publish = {};
};

/// What opening may change.
enum class Opening {
  current,  // nothing; a database that needs an upgrade is refused as outdated
  upgrade,  // migrates to the newest schema, sets the journal mode, installs missing data
  create,   // like upgrade, and creates a missing database
  /// Opens a private, upgraded copy of the database, which is deleted when closed, for trying out a
  /// change. It is an unnamed file in the engine's folder for temporary files. Writers wait while
  /// it is made.
  copy,
};

/// Why a database could not be opened, as a sentence with the remedy.
struct OpenError {
  StoreError error;
  std::string sentence;
  bool outdated = false;  // Opening::upgrade would succeed
};

}  // namespace afterword
