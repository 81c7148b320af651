#include "handler/app.h"

namespace afterword {

bool App::ready(Instant now) {
  Stores* stores = connection_.stores(now);
  // Another connection may be to another file, a restored backup say, with a key of its own.
  if (stores != stores_) key_.reset();
  stores_ = stores;
  if (stores_ == nullptr) return false;
  if (key_) return true;
  const auto key = stores_->comments.installation_key(random_hex(32));
  if (!key) return false;
  key_.emplace(*key);
  return true;
}

}  // namespace afterword
