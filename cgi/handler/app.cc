#include "handler/app.h"

#include "config/care_mode.h"

namespace afterword {

bool App::ready(Instant now, StoreConnection::Access access) {
  store_ = connection_.open(now, access);
  // Another connection may be to another file, a restored backup say, with the numbers by which the
  // cache tells that nothing has changed.
  if (connection_.opened() != opened_) {
    opened_ = connection_.opened();
    cache = ThreadCache{};
  }
  return store_ != nullptr;
}

ModerationPolicy App::policy() const {
  const auto mode = care_mode(site, stores().care);
  return policy_of(site, mode ? *mode : default_care_mode);
}

}  // namespace afterword
