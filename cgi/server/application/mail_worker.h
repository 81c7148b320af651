// The mail worker: a child of the supervisor that delivers pending mail, and publishes threads
// whose files are missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/time.h"
#include "mail/delivery.h"
#include "server/application/publish_worker.h"
#include "server/application/service.h"
#include "store/connection.h"
#include "store/open_store.h"

namespace afterword {

/// What the mail worker does between its waits. The service must outlive it.
class MailWorker {
 public:
  explicit MailWorker(const Service& service);

  /// Publishes pending threads, delivers the mail that is due and deletes what has expired, the
  /// latter at most once an hour and whether or not the database has changed. Cheap if nothing has
  /// changed and nothing is due.
  void look(Instant now);

 private:
  void run_retention(Stores& stores, Instant now);

  const Service& service_;
  StoreConnection connection_;
  PublishWorker publishing_;
  int opened_ = 0;  // StoreConnection::opened
  std::optional<std::uint64_t> counter_;
  std::optional<Instant> due_;
  std::optional<Instant> last_run_;
};

/// Delivers mail until SIGTERM. Checks for new mail every second by Database::change_counter, which
/// costs nothing. Finishes the current delivery before it returns 0.
int run_mail_worker(const std::shared_ptr<const Service>& service);

/// Delivers the mail that is due now.
Result<DeliveryCounts, StoreError> deliver_once(const Service& service, OpenStore& store);

}  // namespace afterword
