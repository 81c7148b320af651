// Gives commands the site's configuration and its open database.
#pragma once

#include <functional>
#include <string>

#include "config/config.h"
#include "domain/moderation/moderation.h"
#include "store/open_store.h"

namespace afterword {

/// The actor of commands in the audit log.
inline const Actor command_line{ActorKind::command_line};

/// Opens the configured database, upgrading it if necessary, and calls `work`. If that fails,
/// prints the reason and returns exit_failed.
int with_store(const std::string& config_file,
               const std::function<int(const Config& config, Stores& stores)>& work);

/// Like with_store, for work that needs the installation's key.
int with_open_store(const std::string& config_file,
                    const std::function<int(const Config& config, OpenStore& store)>& work);

/// Like with_store, with a private copy of the database: changes by `work` are discarded.
int with_copied_store(const std::string& config_file,
                      const std::function<int(const Config& config, Stores& stores)>& work);

/// Prints the meaning of a database error for the operator; returns exit_failed.
int store_failed(StoreError error);

}  // namespace afterword
