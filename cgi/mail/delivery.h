// Working the outbox off: what the mail worker does, and `afterword mail send`.
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

/// What became of one look at the outbox.
enum class Delivered { something, nothing_due };

/// Takes and delivers what is due for one recipient.
Result<Delivered, StoreError> deliver_next(Stores& stores, const ComposerTools& tools, Instant now,
                                           DeliveryAccount& account);

template <class Clock, class Stop>
Result<DeliveryAccount, StoreError> deliver_due(Stores& stores, const ComposerTools& tools,
                                                const Clock& clock, const Stop& stop) {
  DeliveryAccount account;
  while (!stop()) {
    const auto delivered = deliver_next(stores, tools, clock(), account);
    if (!delivered) return Failure{delivered.error()};
    if (*delivered == Delivered::nothing_due) break;
  }
  return account;
}

}  // namespace afterword
