// The installation's secret key as the database keeps it, for hashes that are made inside store/.
#pragma once

#include "base/secret.h"
#include "store/engine/database.h"

namespace afterword {

/// The key; made where there is none yet, which needs a transaction that writes. Throws
/// StoreException.
SecretKey installation_key(Database& database);

}  // namespace afterword
