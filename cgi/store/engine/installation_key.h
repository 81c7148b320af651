// The installation's secret key as the database keeps it, for hashes that are made inside store/.
#pragma once

#include <optional>

#include "base/secret.h"
#include "store/engine/database.h"

namespace afterword {

/// The key; every open database has one (store/open_store). Throws StoreException.
SecretKey installation_key(Database& database);

/// The key, or nothing where none was made yet. Throws StoreException.
std::optional<SecretKey> find_installation_key(Database& database);

/// Makes the key unless there is one. Needs a transaction that writes. Throws StoreException.
void make_installation_key(Database& database);

}  // namespace afterword
