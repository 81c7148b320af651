#include "command/site_store.h"

#include <fmt/format.h>

#include <set>

#include "base/log.h"
#include "command/command_line.h"
#include "config/store_settings.h"
#include "handler/publish/thread_publisher.h"
#include "server/application/bootstrap.h"
#include "server/application/service.h"

namespace afterword {
namespace {

/// Publishes the threads that a command has changed, once, at its end. A change of all threads is
/// left to the service or `afterword publish`.
void publish_changed(const Config& config, OpenStore& store,
                     const std::set<std::int64_t>& threads) {
  if (threads.empty()) return;
  const TemplateCache templates(config.templates_directory, Parsing::when_used);
  // read_config has verified that the zone exists.
  const TimeZone zone = TimeZone::load(config.timezone).value();
  const ThreadPublisher publisher(config.site, templates, zone);
  PublishedThreads files(config.publish_directory);
  for (const std::int64_t thread : threads) {
    const auto result =
        publisher.publish(*store.database, store.key, files, ThreadId{thread},
                          PublishedThreads::Existing::complete, PublishExtent::all, current_time());
    // The service runs with another configuration, and publishes them.
    if (result == PublishResult::outdated) return;
    if (result == PublishResult::failed && !files.error().empty())
      return log_line(fmt::format("threads cannot be published: {}", files.error()));
  }
}

int with_opened(const std::string& config_file, Opening opening,
                const std::function<int(const Config& config, OpenStore& store)>& work) {
  const auto config = read_config(config_file);
  if (!config) {
    for (const std::string& error : config.error()) fail_with(error);
    return exit_failed;
  }
  if (const auto error = ensure_database(*config, nullptr)) return fail_with(*error);
  StoreSettings settings = store_settings(*config);
  std::set<std::int64_t> changed;
  settings.publish = [&](Database&, const SecretKey&, PublishedThreads&,
                         const ThreadChanges& changes) {
    changed.insert(changes.threads.begin(), changes.threads.end());
  };
  const auto opened = open_store(settings, opening, current_time());
  if (!opened) return fail_with(opened.error().sentence);
  const int exit = work(*config, **opened);
  publish_changed(*config, **opened, changed);
  return exit;
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
