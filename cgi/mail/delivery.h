// Working the outbox off: what the courier does, and `afterword mail send`.
#pragma once

#include "mail/composer.h"

namespace afterword {

struct DeliveryAccount {
  int delivered = 0;
  int dropped = 0;  // nothing to tell any more
  int delayed = 0;
  int failed = 0;
};

/// Delivers what is due, one after the other, until nothing is, or `stop` says so. `clock` is asked
/// for each mail, because a server may take its time.
template <class Clock, class Stop>
Result<DeliveryAccount, StoreError> deliver_due(Stores& stores, const ComposerTools& tools,
                                                const Clock& clock, const Stop& stop);

/// Takes and delivers what is due for one recipient. False when nothing is due.
Result<bool, StoreError> deliver_next(Stores& stores, const ComposerTools& tools, Instant now,
                                      DeliveryAccount& account);

template <class Clock, class Stop>
Result<DeliveryAccount, StoreError> deliver_due(Stores& stores, const ComposerTools& tools,
                                                const Clock& clock, const Stop& stop) {
  DeliveryAccount account;
  while (!stop()) {
    const auto more = deliver_next(stores, tools, clock(), account);
    if (!more) return Failure{more.error()};
    if (!*more) break;
  }
  return account;
}

}  // namespace afterword
