#include "store/connection.h"

#include "base/log.h"

namespace afterword {

Stores* StoreConnection::stores(Instant now) {
  if (database_ && (now < looked_ || now.ms - looked_.ms >= second_ms)) {
    looked_ = now;
    database_->look_for_file();
  }
  if (database_ && !database_->is_lost()) return stores_.get();
  // A clock that was set back must not keep us from trying.
  if (tried_ && now >= *tried_ && now.ms - tried_->ms < second_ms) return stores_.get();
  tried_ = now;
  auto opened = open_sqlite(path_, options_);
  if (!opened) {
    if (logged_ != opened.error().sentence) log_line(opened.error().sentence);
    logged_ = opened.error().sentence;
    return stores_.get();
  }
  logged_.clear();
  stores_.reset();
  database_ = std::move(opened).value();
  stores_ = std::make_unique<Stores>(*database_, plan_);
  ++opened_;
  return stores_.get();
}

}  // namespace afterword
