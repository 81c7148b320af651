// Composes the messages for pending mail. This happens immediately before sending, so that a
// message is up to date, or dropped if it is obsolete.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mail/mail_settings.h"
#include "mail/message.h"
#include "store/stores.h"
#include "view/thread/thread_view.h"

namespace afterword {

struct ComposerTools {
  const ViewTools& view;
  const MailSettings& settings;
  const SecretKey& key;
};

struct Composed {
  std::optional<Message> message;  // nullopt if the mail is obsolete
};

/// Composes one message for mails that OutboxStore::take returned together.
Result<Composed, StoreError> compose(Stores& stores, const ComposerTools& tools,
                                     const std::vector<PendingMail>& pending, Instant now);

/// Whether the content of a pending mail is still true; otherwise it is not sent. `item` is the
/// comment that it is about, or null; `is_wanted`, whether SubscriptionStore::reason_for found one.
bool is_still_true(const PendingMail& pending, const QueueItem* item, bool is_wanted);

}  // namespace afterword
