// Bootstrap without a shell: if the configuration allows it (store.create) and there is no
// database, the first process that needs one creates it, together with the setup token next to it.
// A database that existed and is missing is never replaced by an empty one.
#pragma once

#include <optional>
#include <string>

#include "config/config.h"
#include "http/request.h"

namespace afterword {

/// Creates the database if store.create allows it, none ever existed in its folder, and the folder
/// is not below a document root. `request` may be null; it names the web server's document root.
/// Returns what the owner must fix first, as a sentence that does not name folders of the machine;
/// the log entry names them. Costs one system call if the database exists. Safe to call in several
/// processes at once.
std::optional<std::string> ensure_database(const Config& config, const Request* request);

/// Why the missing database cannot be created; nullopt if it can. Changes nothing.
std::optional<std::string> bootstrap_error(const Config& config, const Request* request);

/// True if bootstrap is not needed: the database exists, or the configuration does not allow
/// creating it.
bool has_database(const Config& config);

}  // namespace afterword
