#include "command/site_store.h"

#include <fmt/format.h>

#include "command/command_line.h"
#include "config/store_settings.h"
#include "server/application/bootstrap.h"
#include "server/application/service.h"

namespace afterword {
namespace {

int with_opened(const std::string& config_file, Opening opening,
                const std::function<int(const Config& config, OpenStore& store)>& work) {
  const auto config = read_config(config_file);
  if (!config) {
    for (const std::string& error : config.error()) fail_with(error);
    return exit_failed;
  }
  if (const auto error = ensure_database(*config, nullptr)) return fail_with(*error);
  const auto opened = open_store(store_settings(*config), opening, current_time());
  if (!opened) return fail_with(opened.error().sentence);
  return work(*config, **opened);
}

}  // namespace

int with_store(const std::string& config_file,
               const std::function<int(const Config& config, Stores& stores)>& work) {
  return with_opened(config_file, Opening::upgrade, [&](const Config& config, OpenStore& store) {
    return work(config, store.stores);
  });
}

int with_open_store(const std::string& config_file,
                    const std::function<int(const Config& config, OpenStore& store)>& work) {
  return with_opened(config_file, Opening::upgrade, work);
}

int with_copied_store(const std::string& config_file,
                      const std::function<int(const Config& config, Stores& stores)>& work) {
  return with_opened(config_file, Opening::copy, [&](const Config& config, OpenStore& store) {
    return work(config, store.stores);
  });
}

int store_failed(StoreError error) {
  switch (error) {
    case StoreError::busy:
      return fail_with("the database is locked by another process; nothing was changed, try again");
    case StoreError::full:
      return fail_with("the disk is full; nothing was changed");
    case StoreError::constraint:
    case StoreError::unavailable:
      break;
  }
  return fail_with("the database cannot be used; nothing was changed");
}

}  // namespace afterword
