#include "handler/app.h"

namespace afterword {

bool App::ready(Instant now) {
  CommentStore* store = connection_.store(now);
  // Another connection may be to another file, a restored backup say, with a key of its own.
  if (store != store_) key_.reset();
  store_ = store;
  if (store_ == nullptr) return false;
  if (key_) return true;
  const auto key = store_->installation_key(random_hex(32));
  if (!key) return false;
  key_.emplace(*key);
  return true;
}

}  // namespace afterword
