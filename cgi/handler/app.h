// What a worker has at hand to answer requests: made once after the fork, used by one thread.
#pragma once

#include "base/secret.h"
#include "base/time.h"
#include "config/config.h"
#include "handler/thread/thread_cache.h"
#include "store/connection.h"
#include "store/people/setup_token.h"
#include "view/template_cache.h"
#include "view/thread/thread_view.h"

namespace afterword {

class App {
 public:
  App(const Config& config, const TemplateCache& templates, const TimeZone& zone,
      StoreConnection connection, SetupToken setup_token)
      : config(config),
        site(config.site),
        templates(templates),
        zone(zone),
        setup_token(std::move(setup_token)),
        connection_(std::move(connection)) {}

  const Config& config;
  const Site& site;
  const TemplateCache& templates;
  const TimeZone& zone;
  const SetupToken setup_token;
  /// Shared with the connection; here handlers say what is not worth waiting for.
  std::shared_ptr<LockWait> lock_wait = std::make_shared<LockWait>();
  ThreadCache cache;
  /// What the owner must do before there is a database at all; nothing once there is one.
  std::optional<std::string> set_up_fault;

  /// The store and what views draw on, or false while the database cannot be opened: then nothing
  /// below may be used.
  bool ready(Instant now, StoreConnection::Access access = StoreConnection::Access::read);
  bool is_free(StoreConnection::Access access) { return connection_.is_free(access); }
  std::optional<std::string> database_fault() { return connection_.fault(); }
  Stores& stores() const { return store_->stores; }
  const SecretKey& key() const { return store_->key; }
  /// The site's moderation policy in the care mode that is in force. A database that cannot tell
  /// the mode means the default: what would be stored by it cannot be stored either.
  ModerationPolicy policy() const;
  ViewTools view() const { return {templates, site.view, zone, store_->key}; }
  /// For views without a database: the form of a comment that could not be saved.
  ViewTools view_without_store() const { return {templates, site.view, zone, no_key_}; }

 private:
  StoreConnection connection_;
  OpenStore* store_ = nullptr;
  int opened_ = 0;
  SecretKey no_key_{std::string(64, '0')};
};

}  // namespace afterword
