#include "server/application/mail_worker.h"

#include <signal.h>
#include <time.h>

#include "base/log.h"
#include "config/store_settings.h"

namespace afterword {
namespace {

constexpr std::int64_t sent_kept_ms = 30 * day_ms;

/// Waits for a second or a signal; returns true after SIGTERM or SIGINT.
bool wait_for_stop(const sigset_t& signals) {
  const timespec second{.tv_sec = 1, .tv_nsec = 0};
  return ::sigtimedwait(&signals, nullptr, &second) > 0;
}

bool is_stop_pending() {
  sigset_t pending;
  ::sigpending(&pending);
  return ::sigismember(&pending, SIGTERM) == 1 || ::sigismember(&pending, SIGINT) == 1;
}

StoreSettings worker_settings(const Service& service) {
  StoreSettings settings = store_settings(service.config);
  settings.writer_lock = service.writer_lock;
  return settings;
}

}  // namespace

MailWorker::MailWorker(const Service& service)
    : service_(service), connection_(worker_settings(service)), publishing_(service) {}

void MailWorker::look(Instant now) {
  // As for writing, because what is published must be read from the database that is written to.
  OpenStore* store = connection_.open(now, StoreConnection::Access::write);
  if (store == nullptr) return;
  if (opened_ != 0 && opened_ != connection_.opened()) publishing_.start_anew();
  opened_ = connection_.opened();
  publishing_.look(*store, now);
  Stores& stores = store->stores;
  // Before the counter is compared: data expires on a site where nothing else happens, too.
  run_retention(stores, now);
  if (!service_.config.site.mail.enabled) return;
  const auto counter = stores.comments.change_counter();
  const bool unchanged = counter && counter == counter_ && (!due_ || now < *due_);
  if (unchanged) return;
  if (!deliver_once(service_, *store)) return;
  const auto before = stores.comments.change_counter();
  const auto due = stores.outbox.next_due();
  if (!due) return;
  // Mail that another process is sending is checked again after a minute, because it may fail.
  due_ = *due && **due <= now ? std::optional(Instant{now.ms + minute_ms}) : *due;
  counter_ = before == stores.comments.change_counter() ? before : std::nullopt;
}

/// Deletes data whose retention period has passed, once an hour.
void MailWorker::run_retention(Stores& stores, Instant now) {
  if (last_run_ && now >= *last_run_ && now.ms - last_run_->ms < hour_ms) return;
  last_run_ = now;
  const Instant care{now.ms - service_.config.site.care_keep_days * day_ms};
  if (!stores.outbox.delete_expired(Instant{now.ms - sent_kept_ms}, now) ||
      !stores.care.delete_expired(care, now) || !stores.reports.delete_expired(now) ||
      !stores.likes.delete_expired(now))
    log_line("retention cleanup failed; retrying in one hour");
}

Result<DeliveryCounts, StoreError> deliver_once(const Service& service, OpenStore& store) {
  const Site& site = service.config.site;
  const ViewTools view{service.templates, site.view, service.zone, store.key};
  const ComposerTools tools{view, site.mail, store.key};
  return deliver_due(store.stores, tools, current_time, is_stop_pending);
}

int run_mail_worker(const std::shared_ptr<const Service>& service) {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGHUP, SIG_IGN);
  MailWorker mail_worker(*service);
  do {
    mail_worker.look(current_time());
  } while (!wait_for_stop(signals));
  return 0;
}

}  // namespace afterword
