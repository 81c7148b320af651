// Converts the configuration to the settings of store/open_store.
#pragma once

#include "config/config.h"
#include "store/opening.h"

namespace afterword {

/// For a process that opens the database for itself. Workers add the objects that they share.
StoreSettings store_settings(const Config& config);

}  // namespace afterword
