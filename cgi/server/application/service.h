// Everything that is made once at start, before any request and before the fork, and the handler
// that a worker makes from it afterwards.
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
  std::shared_ptr<WriterLock> turn;
};

/// Whether a process answers many requests, or one and ends (CGI).
enum class Lifetime { many_requests, one_request };

/// Reads the configuration and the templates. What is wrong with a site's own templates goes to
/// the log; the built-in ones serve.
Result<std::shared_ptr<const Service>, ConfigErrors> load_service(
    const std::string& config_file, Lifetime lifetime = Lifetime::many_requests);

/// The handler of one process, with a database connection of its own: call it after the fork. The
/// database is opened at once, and upgraded if need be, before any request; so the first visitor
/// does not wait for it. `moment` is how long a first attempt waits for a lock, and so what others
/// may have to wait.
Handler make_handler(std::shared_ptr<const Service> service, Lifetime lifetime,
                     std::chrono::milliseconds moment = std::chrono::milliseconds{50});

WorkerLimits worker_limits(const Config& config);

/// The system's clock.
Instant current_time();

}  // namespace afterword
