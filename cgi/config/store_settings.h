// What the configuration says about the database, for store/open_store.
#pragma once

#include "config/config.h"
#include "store/engine/opening.h"

namespace afterword {

/// For a process that opens the database for itself; workers add what they share.
StoreSettings store_settings(const Config& config);

}  // namespace afterword
