// The mail worker: a child of the supervisor that delivers what the outbox owes.
#pragma once

#include <memory>

#include "mail/delivery.h"
#include "server/application/service.h"
#include "store/open_store.h"

namespace afterword {

/// Delivers until SIGTERM, looking for new mail every second by a number that costs nothing to read
/// (Database::change_counter). Returns 0. A mail that is on its way when the signal comes is
/// finished first.
int run_mail_worker(const std::shared_ptr<const Service>& service);

/// Delivers what is due now and returns what became of it.
Result<DeliveryAccount, StoreError> deliver_once(const Service& service, OpenStore& store);

}  // namespace afterword
