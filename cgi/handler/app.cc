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

Result<ModerationPolicy, StoreError> App::policy() const {
  const auto mode = care_mode(site, stores().care);
  if (!mode) return Failure{mode.error()};
  return policy_of(site, *mode);
}

}  // namespace afterword
