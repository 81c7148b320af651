// The immutable objects that are created at start, before the fork, and the handler that each
// worker makes from them.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "config/config.h"
#include "server/runtime/parameters.h"
#include "view/template_cache.h"

namespace afterword {

struct Service {
  Config config;
  TemplateCache templates;
  TimeZone zone;
  std::shared_ptr<WriterLock> writer_lock;
};

/// Whether a process serves many requests, or a single one (CGI).
enum class Lifetime { many_requests, one_request };

/// Whose configuration published threads are rendered with: that of a process that reads it again
/// whenever it changes, or that which the mail worker or a command has adopted.
enum class PublishedWith { own_configuration, adopted_configuration };

/// Loads the configuration and the templates. Errors in a site's own templates are logged, and the
/// built-in ones are used.
Result<std::shared_ptr<const Service>, ConfigErrors> load_service(
    const std::string& config_file, Lifetime lifetime = Lifetime::many_requests);

/// Makes the handler of one process, with its own database connection; call it after the fork.
/// Opens and, if necessary, upgrades the database immediately, so that the first visitor does not
/// wait. `moment` is how long a first attempt waits for a lock, which delays the worker's other
/// requests.
Handler make_handler(std::shared_ptr<const Service> service, Lifetime lifetime,
                     std::chrono::milliseconds moment = std::chrono::milliseconds{50},
                     PublishedWith published_with = PublishedWith::adopted_configuration);

WorkerLimits worker_limits(const Config& config);

/// The system's clock.
Instant current_time();

}  // namespace afterword
