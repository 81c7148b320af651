#include "mail/delivery.h"

#include <fmt/format.h>

#include "base/log.h"
#include "mail/transport.h"

namespace afterword {

Result<Delivered, StoreError> deliver_next(Stores& stores, const ComposerTools& tools, Instant now,
                                           DeliveryCounts& counts) {
  const auto pending = stores.outbox.take(now);
  if (!pending) return Failure{pending.error()};
  if (pending->empty()) return Delivered::nothing_due;
  const auto composed = compose(stores, tools, *pending, now);
  if (!composed) return Failure{composed.error()};
  const int mails = static_cast<int>(pending->size());
  const auto noted = [](const Result<void, StoreError>& result) -> Result<Delivered, StoreError> {
    if (!result) return Failure{result.error()};
    return Delivered::something;
  };
  if (!composed->message) {
    counts.dropped += mails;
    return noted(stores.outbox.note_dropped(*pending, now));
  }
  const PendingMail& first = pending->front();
  const Delivery delivery =
      deliver(tools.settings, first.recipient, to_rfc5322(*composed->message));
  // The log contains the mail's id, never the address.
  if (delivery.outcome != Delivery::Outcome::delivered)
    log_line(
        fmt::format("mail {} ({}): {}", first.id.value, to_text(first.purpose), delivery.problem));
  switch (delivery.outcome) {
    case Delivery::Outcome::delivered:
      counts.delivered += mails;
      return noted(stores.outbox.note_sent(*pending, now));
    case Delivery::Outcome::no_mailbox:
      if (is_to_visitor(first.purpose))
        if (const auto stopped =
                stores.subscriptions.suppress(first.recipient, SuppressionReason::bounce, now);
            !stopped)
          return Failure{stopped.error()};
      [[fallthrough]];
    case Delivery::Outcome::refused:
      counts.failed += mails;
      return noted(stores.outbox.note_failed(*pending, delivery.problem, now));
    case Delivery::Outcome::later:
      break;
  }
  counts.delayed += mails;
  return noted(stores.outbox.note_delayed(*pending, delivery.problem, now));
}

}  // namespace afterword
