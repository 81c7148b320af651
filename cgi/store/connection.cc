#include "store/connection.h"

#include <fmt/format.h>

#include "base/log.h"
#include "sql/rules.h"

namespace afterword {
namespace {

// Waiting time of an attempt to open, which is made once a second.
constexpr LockWait::Duration opening_max_wait{250};

/// Upgrading is a second step, so that a current database is never opened with the right to change
/// it.
Result<std::unique_ptr<OpenStore>, OpenError> open_or_upgrade(const StoreSettings& settings,
                                                              Instant now) {
  auto opened = open_store(settings, Opening::current, now);
  if (opened || !opened.error().outdated) return opened;
  auto upgraded = open_store(settings, Opening::upgrade, now);
  if (upgraded) log_line(fmt::format("upgraded the database {}", settings.path));
  return upgraded;
}

}  // namespace

OpenStore* StoreConnection::open(Instant now, Access access) {
  const bool is_due = now < looked_ || now.ms - looked_.ms >= second_ms;
  if (store_ && (is_due || access == Access::write)) {
    looked_ = now;
    store_->database->check_identity();
  }
  if (store_ && !store_->database->must_reopen()) return store_.get();
  // A clock that was set back must not prevent attempts.
  if (tried_ && now >= *tried_ && now.ms - tried_->ms < second_ms) {
    if (is_locked_ && settings_.wait) settings_.wait->note_lock();
    return store_.get();
  }
  tried_ = now;
  if (settings_.wait) settings_.wait->allow(opening_max_wait);
  auto opened = open_or_upgrade(settings_, now);
  is_locked_ = !opened && opened.error().error == StoreError::busy;
  if (!opened) {
    if (logged_ != opened.error().sentence) log_line(opened.error().sentence);
    logged_ = opened.error().sentence;
    return store_.get();
  }
  logged_.clear();
  store_ = std::move(opened).value();
  ++opened_;
  // A connection that was opened read-only is reopened, but not for every request.
  if (!store_->database->must_reopen()) tried_.reset();
  return store_.get();
}

bool StoreConnection::is_free(Access access) {
  if (!store_) return true;
  Database& database = *store_->database;
  try {
    if (access == Access::write) {
      database.begin();
      database.rollback();
    } else {
      static_cast<void>(sql::policy_basis(database));
    }
    return true;
  } catch (const StoreException& exception) {
    return exception.error != StoreError::busy;
  }
}

std::optional<std::string> StoreConnection::error() {
  if (!store_) return "it cannot be opened";
  Database& database = *store_->database;
  if (auto found = database.storage_error()) return found;
  try {
    static_cast<void>(sql::policy_basis(database));
    database.begin();
    database.rollback();
  } catch (const StoreException& exception) {
    return fmt::format("{}: {}", to_text(exception.error), exception.detail);
  }
  return std::nullopt;
}

}  // namespace afterword
