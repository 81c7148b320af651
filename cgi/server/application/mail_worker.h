// The mail worker: a child of the supervisor that delivers pending mail.
#pragma once

#include <memory>

#include "mail/delivery.h"
#include "server/application/service.h"
#include "store/open_store.h"

namespace afterword {

/// Delivers mail until SIGTERM. Checks for new mail every second by Database::change_counter, which
/// costs nothing. Finishes the current delivery before it returns 0.
int run_mail_worker(const std::shared_ptr<const Service>& service);

/// Delivers the mail that is due now.
Result<DeliveryCounts, StoreError> deliver_once(const Service& service, OpenStore& store);

}  // namespace afterword
