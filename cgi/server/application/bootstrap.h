// The start without a shell: where the configuration allows it (store.create) and there is no
// database yet, the first who needs one makes it, with the one-time code of the set-up page beside
// it. A database that was there and is gone is never replaced by an empty one.
#pragma once

#include <optional>
#include <string>

#include "config/config.h"
#include "http/request.h"

namespace afterword {

/// Sees that there is a database; makes one when store.create says so, none was ever in its folder
/// and that folder is not shown by the web server. `request` may be null; it says where the web
/// server's folder is. Returns what the owner must do first, as a sentence that names no folder of
/// the machine, and logs it with the folder. Costs one look at the disk when a database is there.
/// Several processes may do this at once.
std::optional<std::string> ensure_database(const Config& config, const Request* request);

/// What stands against making one, for a folder where there is none: the owner must see to it
/// first. nullopt when nothing does. Changes nothing.
std::optional<std::string> bootstrap_error(const Config& config, const Request* request);

/// Whether there is nothing to see to: a database, or a configuration that wants none made.
bool has_database(const Config& config);

}  // namespace afterword
