// What most commands need: the site's configuration and its opened database.
#pragma once

#include <functional>
#include <string>

#include "config/config.h"
#include "store/stores.h"

namespace afterword {

/// Opens what the configuration names and calls `work`; prints why not and returns exit_failed when
/// that cannot be done.
int with_store(const std::string& config_file,
               const std::function<int(const Config& config, Stores& stores)>& work);

/// The same with a private copy of the database: nothing that `work` does stays.
int with_copied_store(const std::string& config_file,
                      const std::function<int(const Config& config, Stores& stores)>& work);

/// Prints what a database error means to somebody at a terminal.
int store_failed(StoreError error);

}  // namespace afterword
