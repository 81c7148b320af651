// The version of a thread, which tells caches and browsers whether what they have is current. Call
// these in the transaction of a change that readers can see; inside store/ only.
#pragma once

#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "store/engine/database.h"

namespace afterword {

/// For a change of one page. The first one also sets the time from which the thread counts as open.
void raise_thread_version(Database& database, ThreadId thread, Instant now);

/// For every page that shows a published comment under `email`.
void raise_thread_versions_of(Database& database, std::string_view email, Instant now);

/// Raises every thread with version > 0, because all show the help lines.
void raise_all_thread_versions(Database& database, Instant now);

}  // namespace afterword
