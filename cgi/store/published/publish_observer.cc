#include "store/published/publish_observer.h"

#include <fmt/format.h>

#include <exception>

#include "base/log.h"
#include "store/engine/database.h"

namespace afterword {

void PublishObserver::before_commit(const ThreadChanges& changes) {
  files_.remove_before_commit(changes);
  if (files_.error() != logged_ && !files_.error().empty())
    log_line(fmt::format("threads cannot be published: {}", files_.error()));
  logged_ = files_.error();
}

void PublishObserver::after_commit(Database& database, const ThreadChanges& changes) noexcept {
  files_.unlock();
  if (!publish_) return;
  try {
    publish_(database, key_, files_, changes);
  } catch (const StoreException& exception) {
    log_line(fmt::format("a thread was not published: {}", exception.detail));
  } catch (const std::exception& exception) {
    log_line(fmt::format("a thread was not published: {}", exception.what()));
  }
}

}  // namespace afterword
