// How a database is opened, and why it could not be: what the engines and their callers share.
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

namespace afterword {

enum class JournalMode { automatic, truncate, wal };

struct StoreSettings {
  std::string path;
  JournalMode journal = JournalMode::automatic;
  MailPlan mail = {};
  /// The care phrases that a database begins with; asked for only where they are missing. Without
  /// it a database needs none.
  std::function<std::vector<Rule>()> care_phrases = {};
  /// Prepare every statement at once, so that one that does not fit the schema is found at start
  /// and not by a visitor. A process that answers a single request prepares what it needs instead.
  bool prepare_all = true;
  /// Shared by the workers of a supervisor; may be null.
  std::shared_ptr<WriterLock> turn = nullptr;
  /// Says how long a locked database is waited for; where it is null, busy_timeout_ms does.
  std::shared_ptr<LockWait> wait = nullptr;
  int busy_timeout_ms = 6'000;
};

/// What opening may change.
enum class Opening {
  current,  // nothing: a database that would have to be upgraded first is refused as outdated
  upgrade,  // brings it to the newest schema and the configured journal, installs what is missing
  create,   // the same, and makes a database where there is none
  /// Opens a private copy of the database as it is now, upgraded, which is gone when it is closed:
  /// to try out what a change would do. It lies in the engine's folder for temporary files and has
  /// no name. Writers wait while it is made.
  copy,
};

/// Why a database could not be opened: a sentence that says what is wrong and what to do.
struct OpenError {
  StoreError error;
  std::string sentence;
  bool outdated = false;  // Opening::upgrade would help
};

}  // namespace afterword
