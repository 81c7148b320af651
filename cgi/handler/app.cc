#include "handler/app.h"

#include "config/care_mode.h"

namespace afterword {

bool App::ready(Instant now, StoreConnection::Access access) {
  store_ = connection_.open(now, access);
  // A new connection may be to a different file, such as a restored backup, whose change counters
  // and versions could equal those in the cache.
  if (connection_.opened() != opened_) {
    opened_ = connection_.opened();
    cache = ThreadCache{};
  }
  return store_ != nullptr;
}

PolicySource App::policy_source() const {
  return
      [this](std::optional<CareMode> chosen) { return policy_of(site, care_mode(site, chosen)); };
}

}  // namespace afterword
