// The configuration file: TOML with known keys and bounded values only. docs/configuration.md
// describes each key for site owners.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "config/site.h"
#include "store/opening.h"

namespace afterword {

struct Config {
  std::string file;
  Site site;
  std::string timezone = "UTC";
  std::string database;          // path of the SQLite file
  std::string database_setting;  // as written in the file, for messages that strangers may see
  bool create_database = false;  // create a missing database (server/application/bootstrap.h)
  JournalMode journal = JournalMode::automatic;
  std::string templates_directory;  // "" for the built-in templates
  std::string publish_directory;    // the folder of published threads; "" for none
  std::string listen = "unix:afterword.sock";
  bool listen_is_set = false;  // whether the file sets it
  int workers = 0;             // 0: one per processor, at least two
  int request_seconds = 10;
  int socket_mode = 0660;
};

/// Errors of a configuration, one sentence each: "FILE:LINE: KEY: …".
using ConfigErrors = std::vector<std::string>;

/// Reads a configuration. Relative paths in it are relative to the file's folder.
Result<Config, ConfigErrors> read_config(const std::string& file);

/// The folder of a file, with a trailing slash; "" for a bare name.
std::string folder_of(const std::string& file);

/// The configuration that `afterword init` writes: every key of interest for a new site, with an
/// explanation. Without a care mode, its line is commented out, so that the set-up page asks for
/// it.
std::string starting_config(std::optional<CareMode> care);

}  // namespace afterword
