#include "handler/app.h"

#include "handler/moderation/care_mode.h"

namespace afterword {

bool App::ready(Instant now, StoreConnection::Access access) {
  Stores* stores = connection_.stores(now, access);
  // Another connection may be to another file, a restored backup say, with a key of its own, and
  // with the numbers by which the cache tells that nothing has changed.
  if (connection_.opened() != opened_) {
    opened_ = connection_.opened();
    key_.reset();
    cache = ThreadCache{};
  }
  stores_ = stores;
  if (stores_ == nullptr) return false;
  if (key_) return true;
  const auto key = stores_->comments.installation_key(random_hex(32));
  if (!key) return false;
  // A database of an earlier version has no care phrases yet. One that can only be read stays
  // without, and the log says why.
  static_cast<void>(install_care_phrases(stores_->rules, now).has_value());
  key_.emplace(*key);
  return true;
}

}  // namespace afterword
