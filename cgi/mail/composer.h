// From a mail that is pending to the message that is sent: composed at the last moment, so that it
// tells what is true now, or nothing at all.
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
  const std::string& site_url;
  const SecretKey& key;
};

struct Composed {
  std::optional<Message> message;  // nullopt when there is nothing to tell any more
};

/// Composes one message for mails that OutboxStore::take gave together.
Result<Composed, StoreError> compose(Stores& stores, const ComposerTools& tools,
                                     const std::vector<PendingMail>& pending, Instant now);

}  // namespace afterword
