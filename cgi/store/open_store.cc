#include "store/open_store.h"

#include <fmt/format.h>

#include <utility>

#include "sql/settings.h"
#include "store/engine/installation_key.h"
#include "store/moderation/rule_store.h"
#include "store/published/publish_observer.h"
#include "store/sqlite/request_memory.h"
#include "store/sqlite/sqlite_backup.h"
#include "store/sqlite/sqlite_database.h"

namespace afterword {
namespace {

constexpr std::string_view care_language = "en";

bool lacks_care_phrases(Database& database, const StoreSettings& settings) {
  return settings.care_phrases && !has_care_phrases(database, care_language);
}

/// Installs the required data of a database. Existing data is kept, so concurrent processes agree.
void install(Database& database, const StoreSettings& settings, Instant now) {
  Transaction change(database);
  make_installation_key(database);
  if (lacks_care_phrases(database, settings))
    install_care_phrases(database, care_language, settings.care_phrases(), now);
  change.commit();
}

OpenError incomplete(const StoreSettings& settings) {
  return {
      StoreError::unavailable,
      fmt::format("the database {} lacks its key or the care phrases; they are added by the next "
                  "request, start or command",
                  settings.path),
      true};
}

}  // namespace

Result<std::unique_ptr<OpenStore>, OpenError> open_store(const StoreSettings& settings,
                                                         Opening opening, Instant now) {
  auto opened = open_sqlite(settings, opening);
  if (!opened) return Failure{opened.error()};
  std::unique_ptr<Database> database = std::move(opened).value();
  try {
    auto key = find_installation_key(*database);
    if (!key || lacks_care_phrases(*database, settings)) {
      if (opening == Opening::current) return Failure{incomplete(settings)};
      install(*database, settings, now);
      key = installation_key(*database);
    }
    // A private copy is not what readers see.
    if (!settings.publish_directory.empty() && opening != Opening::copy)
      database->watch(
          std::make_shared<PublishObserver>(settings.publish_directory, *key, settings.publish));
    Stores stores(*database, settings.mail);
    return std::unique_ptr<OpenStore>(
        new OpenStore{std::move(database), std::move(stores), *std::move(key)});
  } catch (const StoreException& exception) {
    return Failure{OpenError{exception.error, fmt::format("the database {} cannot be used: {}",
                                                          settings.path, exception.detail)}};
  }
}

void prepare_for_one_request() { use_request_memory(); }

bool has_store(const StoreSettings& settings) { return has_sqlite_database(settings.path); }

Result<BackupReport, std::string> back_up_store(const StoreSettings& settings,
                                                const std::string& target) {
  return back_up_sqlite(settings.path, target);
}

std::optional<std::string> backup_error(const std::string& file) {
  return sqlite_backup_error(file);
}

Result<std::string, std::string> restore_store(const StoreSettings& settings,
                                               const std::string& backup,
                                               const std::string& stamp) {
  if (settings.publish_directory.empty()) return restore_sqlite(backup, settings.path, stamp);
  PublishedThreads published(settings.publish_directory);
  try {
    published.remove_all();
  } catch (const StoreException& exception) {
    return Failure{exception.detail};
  }
  auto restored = restore_sqlite(backup, settings.path, stamp);
  published.unlock();
  return restored;
}

}  // namespace afterword
