// The state of a worker: created once after the fork and used by one thread.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "base/secret.h"
#include "base/time.h"
#include "config/config.h"
#include "domain/policy/rate_limit.h"
#include "handler/kept_response.h"
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
  /// Shared with the connection. Handlers use it to limit the waiting time of less important work.
  std::shared_ptr<LockWait> lock_wait = std::make_shared<LockWait>();
  /// The process ends after one request, so nothing is kept for another one.
  bool is_for_one_request = false;
  ThreadCache cache;
  /// Scripts and style sheets by name and by whether their address has the version.
  std::map<std::pair<std::string, bool>, KeptResponse> files;
  RateLimit searches{20, minute_ms};  // by address prefix
  /// Why there is no database, as a sentence for the owner; nullopt once it exists.
  std::optional<std::string> setup_error;

  /// Opens the store if necessary. Returns false while the database cannot be opened; the functions
  /// below must not be called then.
  bool ready(Instant now, StoreConnection::Access access = StoreConnection::Access::read);
  bool is_free(StoreConnection::Access access) { return connection_.is_free(access); }
  /// What can be done while there are no requests.
  void rest() { connection_.checkpoint(); }
  std::optional<std::string> database_error() { return connection_.error(); }
  Stores& stores() const { return store_->stores; }
  const SecretKey& key() const { return store_->key; }
  /// Makes the site's moderation policy from the moderators' choice. Valid as long as the site.
  PolicySource policy_source() const;
  ViewTools view() const { return {templates, site.view, zone, store_->key}; }
  /// For views without a database: the form with a comment that could not be stored.
  ViewTools view_without_store() const { return {templates, site.view, zone, no_key_}; }

 private:
  StoreConnection connection_;
  OpenStore* store_ = nullptr;
  int opened_ = 0;
  SecretKey no_key_{std::string(64, '0')};
};

}  // namespace afterword
