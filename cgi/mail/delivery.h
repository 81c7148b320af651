// Delivers pending mail, for the mail worker and `afterword mail send`.
#pragma once

#include "mail/composer.h"

namespace afterword {

struct DeliveryCounts {
  int delivered = 0;
  int dropped = 0;  // obsolete
  int delayed = 0;
  int failed = 0;
};

/// Delivers due mail one by one until none is due or `stop` returns true. `clock` is called for
/// each mail, because a delivery can take long.
template <class Clock, class Stop>
Result<DeliveryCounts, StoreError> deliver_due(Stores& stores, const ComposerTools& tools,
                                               const Clock& clock, const Stop& stop);

/// The result of one look at the outbox.
enum class Delivered { something, nothing_due };

/// Takes and delivers the due mail of one recipient.
Result<Delivered, StoreError> deliver_next(Stores& stores, const ComposerTools& tools, Instant now,
                                           DeliveryCounts& counts);

template <class Clock, class Stop>
Result<DeliveryCounts, StoreError> deliver_due(Stores& stores, const ComposerTools& tools,
                                               const Clock& clock, const Stop& stop) {
  DeliveryCounts counts;
  while (!stop()) {
    const auto delivered = deliver_next(stores, tools, clock(), counts);
    if (!delivered) return Failure{delivered.error()};
    if (*delivered == Delivered::nothing_due) break;
  }
  return counts;
}

}  // namespace afterword
