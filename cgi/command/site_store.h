// What most commands need: the site's configuration and its opened database.
#pragma once

#include <functional>
#include <string>

#include "config/config.h"
#include "domain/moderation/moderation.h"
#include "store/open_store.h"

namespace afterword {

/// Who acts by these commands, in the audit log.
inline const Actor command_line{ActorKind::command_line};

/// Opens what the configuration names, upgrades it if need be, and calls `work`; prints why not and
/// returns exit_failed when that cannot be done.
int with_store(const std::string& config_file,
               const std::function<int(const Config& config, Stores& stores)>& work);

/// The same, for work that needs the installation's key.
int with_open_store(const std::string& config_file,
                    const std::function<int(const Config& config, OpenStore& store)>& work);

/// The same with a private copy of the database: nothing that `work` does stays.
int with_copied_store(const std::string& config_file,
                      const std::function<int(const Config& config, Stores& stores)>& work);

/// Prints what a database error means to somebody at a terminal.
int store_failed(StoreError error);

}  // namespace afterword
