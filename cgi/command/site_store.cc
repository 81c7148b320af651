#include "command/site_store.h"

#include <fmt/format.h>

#include "command/command_line.h"
#include "server/application/bootstrap.h"
#include "server/application/mail_worker.h"

namespace afterword {
namespace {

using Work = std::function<int(const Config& config, Stores& stores)>;

int with_database(const std::string& config_file, bool as_copy, const Work& work) {
  const auto config = read_config(config_file);
  if (!config) {
    for (const std::string& fault : config.error()) fail_with(fault);
    return exit_failed;
  }
  if (const auto fault = see_to_database(*config, nullptr)) return fail_with(*fault);
  SqliteOptions options;
  options.journal = config->journal;
  options.as_copy = as_copy;
  const auto database = open_sqlite(config->database, options);
  if (!database) return fail_with(database.error().sentence);
  Stores stores(**database, mail_plan(config->site));
  return work(*config, stores);
}

}  // namespace

int with_store(const std::string& config_file, const Work& work) {
  return with_database(config_file, false, work);
}

int with_copied_store(const std::string& config_file, const Work& work) {
  return with_database(config_file, true, work);
}

int store_failed(StoreError error) {
  switch (error) {
    case StoreError::busy:
      return fail_with("another program keeps the database locked; nothing was changed, try again");
    case StoreError::full:
      return fail_with("the disk is full; nothing was changed");
    case StoreError::constraint:
    case StoreError::unavailable:
      break;
  }
  return fail_with("the database cannot be used; nothing was changed");
}

}  // namespace afterword
