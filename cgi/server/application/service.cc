#include "server/application/service.h"

#include <fmt/format.h>

#include <chrono>
#include <set>
#include <utility>

#include "base/log.h"
#include "config/store_settings.h"
#include "handler/app.h"
#include "handler/dispatch.h"
#include "handler/publish/thread_publisher.h"
#include "server/application/bootstrap.h"
#include "store/open_store.h"

namespace afterword {
namespace {

/// Called until a database exists: creates it, or records and logs what the owner must fix. Returns
/// whether the database exists now.
bool ensure_database(const Config& config, const Request& request, App& app) {
  const auto error = ensure_database(config, &request);
  if (error && app.setup_error != error) log_line(fmt::format("{}: {}", config.database, *error));
  app.setup_error = error;
  return !error;
}

constexpr LockWait::Duration no_time{0};
// Waiting time before the first request.
constexpr LockWait::Duration start_max_wait{1'000};
// The remaining time of the usual limit, for a process that was started for one request and has
// already tried briefly.
constexpr LockWait::Duration only_max_wait{5'000};
// For another process's commit, after the lock was seen to be free.
constexpr LockWait::Duration another_moment{10};

LockWait::Duration max_wait_of(const LockWait& wait, LockWait::Duration moment,
                               const Request& request, Attempt attempt) {
  switch (attempt) {
    case Attempt::only:
      return only_max_wait;
    case Attempt::first:
    case Attempt::again:
      if (wait.is_stuck() && request.method != Method::post) return no_time;
      return attempt == Attempt::first && !wait.met_recently() ? moment : another_moment;
    case Attempt::last:
      return no_time;
  }
  return no_time;
}

/// Responds as one attempt of a server that has other requests to serve.
Handled attempt_at(App& app, WriterLock& writer_lock, LockWait::Duration moment,
                   const Request& request, Attempt attempt) {
  LockWait& wait = *app.lock_wait;
  const bool writes = request.method == Method::post;
  const bool is_backing_off_now =
      writes && attempt != Attempt::only && writer_lock.is_backing_off();
  // Refuses without calling the handler, which is cheaper.
  if (writes && (attempt == Attempt::again || is_backing_off_now || wait.met_recently())) {
    wait.begin(no_time);
    const bool locked = !app.is_free(StoreConnection::Access::write);
    if (locked && is_backing_off_now) attempt = Attempt::last;
    if (locked && (attempt == Attempt::first || attempt == Attempt::again))
      return {{}, LockWait::usual_total};
  }
  wait.begin(max_wait_of(wait, moment, request, attempt));
  Handled handled{respond(app, request, current_time())};
  if (!wait.can_repeat()) return handled;
  // A locked database does not prove that the page is missing.
  if (handled.response.status == 404)
    handled.response = refuse(app, request, Refusal::unavailable, current_time());
  if (attempt == Attempt::only) return handled;
  if (is_backing_off_now || attempt == Attempt::last) {
    // Other workers do not wait as long again.
    if (writes) writer_lock.start_backoff();
  } else {
    handled.worth_waiting = wait.total();
  }
  return handled;
}

// A request that changes more threads leaves them to the mail worker.
constexpr std::size_t most_published_at_once = 8;

/// Publishes what a request has changed. The service must outlive the result.
PublishChanges publish_changes(const Service& service, PublishedWith published_with) {
  return [publisher = ThreadPublisher(service.config.site, service.templates, service.zone),
          published_with,
          logged = std::string()](Database& database, const SecretKey& key, PublishedThreads& files,
                                  const ThreadChanges& changes) mutable {
    const bool adopts = published_with == PublishedWith::own_configuration;
    if (adopts && !files.adopt(publisher.stamp())) return;
    if (changes.all) return;
    const std::set<std::int64_t> threads(changes.threads.begin(), changes.threads.end());
    if (threads.size() > most_published_at_once) return;
    for (const std::int64_t thread : threads)
      if (publisher.publish(database, key, files, ThreadId{thread},
                            PublishedThreads::Existing::keep, PublishExtent::first,
                            current_time()) == PublishResult::failed &&
          std::exchange(logged, files.error()) != files.error())
        log_line(fmt::format("threads cannot be published: {}", files.error()));
  };
}

}  // namespace

Result<std::shared_ptr<const Service>, ConfigErrors> load_service(const std::string& config_file,
                                                                  Lifetime lifetime) {
  auto config = read_config(config_file);
  if (!config) return Failure{config.error()};
  // read_config has verified that the zone exists.
  const TimeZone zone = TimeZone::load(config->timezone).value();
  TemplateCache templates(config->templates_directory, lifetime == Lifetime::one_request
                                                           ? Parsing::when_used
                                                           : Parsing::at_start);
  for (const std::string& problem : templates.problems_so_far()) log_line(problem);
  std::shared_ptr<const Service> service = std::make_shared<Service>(
      Service{std::move(config).value(), std::move(templates), zone, WriterLock::make()});
  // A process that ends now need not free its parsed templates piece by piece.
  if (lifetime == Lifetime::one_request) {
    [[maybe_unused]] static const auto* const kept = new std::shared_ptr<const Service>(service);
  }
  return service;
}

namespace {

WorkerFunctions make_functions(std::shared_ptr<const Service> service, Lifetime lifetime,
                               std::chrono::milliseconds moment, PublishedWith published_with) {
  const Config& config = service->config;
  StoreSettings settings = store_settings(config);
  settings.writer_lock = service->writer_lock;
  settings.served = lifetime == Lifetime::supervised;
  settings.prepare_all = lifetime != Lifetime::one_request;
  if (lifetime == Lifetime::one_request) prepare_for_one_request();
  settings.wait = std::make_shared<LockWait>();
  if (!config.publish_directory.empty())
    settings.publish = publish_changes(*service, published_with);
  auto app =
      std::make_shared<App>(config, service->templates, service->zone, StoreConnection(settings),
                            SetupToken(folder_of(config.database)));
  app->lock_wait = settings.wait;
  app->is_for_one_request = lifetime == Lifetime::one_request;
  bool complete = has_database(config);
  settings.wait->begin(start_max_wait);
  if (complete) app->ready(current_time());
  Handler handle = [service = std::move(service), app, moment, complete](Request& request,
                                                                         Attempt attempt) mutable {
    if (!complete) complete = ensure_database(service->config, request, *app);
    return attempt_at(*app, *service->writer_lock, moment, request, attempt);
  };
  return {std::move(handle), [app] { app->rest(); }};
}

}  // namespace

Handler make_handler(std::shared_ptr<const Service> service, Lifetime lifetime,
                     std::chrono::milliseconds moment, PublishedWith published_with) {
  return make_functions(std::move(service), lifetime, moment, published_with).handle;
}

WorkerFunctions make_worker(std::shared_ptr<const Service> service) {
  return make_functions(std::move(service), Lifetime::supervised, usual_moment,
                        PublishedWith::adopted_configuration);
}

WorkerLimits worker_limits(const Config& config) {
  WorkerLimits limits;
  limits.request_seconds = static_cast<unsigned>(config.request_seconds);
  return limits;
}

Instant current_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

}  // namespace afterword
