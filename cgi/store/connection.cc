#include "store/connection.h"

#include "base/log.h"

namespace afterword {

CommentStore* StoreConnection::store(Instant now) {
  if (database_ && !database_->is_lost()) return store_.get();
  // A clock that was set back must not keep us from trying.
  if (tried_ && now >= *tried_ && now.ms - tried_->ms < second_ms) return store_.get();
  tried_ = now;
  auto opened = open_sqlite(path_, options_);
  if (!opened) {
    if (logged_ != opened.error().sentence) log_line(opened.error().sentence);
    logged_ = opened.error().sentence;
    return store_.get();
  }
  logged_.clear();
  store_.reset();
  database_ = std::move(opened).value();
  store_ = std::make_unique<CommentStore>(*database_);
  return store_.get();
}

}  // namespace afterword
