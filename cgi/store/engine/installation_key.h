// The installation's secret key as stored in the database, for hashes that are computed inside
// store/.
#pragma once

#include <optional>

#include "base/secret.h"
#include "store/engine/database.h"

namespace afterword {

/// Every database opened by store/open_store has a key. Throws StoreException.
SecretKey installation_key(Database& database);

/// The key, or nullopt before it is created. Throws StoreException.
std::optional<SecretKey> find_installation_key(Database& database);

/// Creates the key unless it exists. Requires a write transaction. Throws StoreException.
void make_installation_key(Database& database);

}  // namespace afterword
