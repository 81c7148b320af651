// The configuration file: TOML, every key known, every value within bounds. docs/configuration.md
// describes each key for site owners.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "config/site.h"
#include "store/engine/opening.h"

namespace afterword {

struct Config {
  std::string file;
  Site site;
  std::string timezone = "UTC";
  std::string database;          // path of the SQLite file
  std::string database_setting;  // the same as it is written, for sentences that strangers may see
  bool create_database = false;  // where there is none yet (server/application/bootstrap.h)
  JournalMode journal = JournalMode::automatic;
  std::string templates_directory;  // "" for the built-in ones
  std::string publish_directory;
  std::string listen = "unix:afterword.sock";
  bool listen_is_set = false;  // by the file
  int workers = 0;             // 0: one for each processor, at least two
  int request_seconds = 10;
  int socket_mode = 0660;
};

/// A file that cannot be used: one sentence for each mistake, "FILE:LINE: KEY: …".
using ConfigErrors = std::vector<std::string>;

/// Reads a configuration. Relative paths in it are taken from the file's folder.
Result<Config, ConfigErrors> read_config(const std::string& file);

/// The folder of a file, with a slash at its end; "" for a bare name.
std::string folder_of(const std::string& file);

/// What `afterword init` writes: every key that a new site wants to look at, with its meaning.
/// Without a care mode its line is a comment, so that the set-up page can ask for one.
std::string starting_config(std::optional<CareMode> care);

}  // namespace afterword
