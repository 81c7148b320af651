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
  const auto note_all = [&](const auto& note) -> Result<Delivered, StoreError> {
    for (const PendingMail& mail : *pending)
      if (const auto noted = note(mail); !noted) return Failure{noted.error()};
    return Delivered::something;
  };
  const auto composed = compose(stores, tools, *pending, now);
  if (!composed) return Failure{composed.error()};
  const int mails = static_cast<int>(pending->size());
  if (!composed->message) {
    counts.dropped += mails;
    return note_all([&](const PendingMail& mail) { return stores.outbox.note_dropped(mail, now); });
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
      return note_all([&](const PendingMail& mail) { return stores.outbox.note_sent(mail, now); });
    case Delivery::Outcome::refused:
      counts.failed += mails;
      return note_all([&](const PendingMail& mail) {
        return stores.outbox.note_failed(mail, delivery.problem, now);
      });
    case Delivery::Outcome::later:
      break;
  }
  counts.delayed += mails;
  return note_all([&](const PendingMail& mail) {
    return stores.outbox.note_delayed(mail, delivery.problem, now);
  });
}

}  // namespace afterword
