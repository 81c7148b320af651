#include "server/service.h"

#include <fmt/format.h>

#include <chrono>

#include "base/log.h"
#include "handler/app.h"
#include "handler/routes.h"
#include "server/courier.h"
#include "server/doctor.h"
#include "server/first_database.h"

namespace afterword {
namespace {

/// Before the first request that finds a database: makes it, or notes for the set-up page and the
/// log what the owner must do. Returns whether there is one now.
bool see_to_first_database(const Config& config, const Request& request, App& app) {
  const auto fault = see_to_database(config, &request);
  if (fault && app.set_up_fault != fault) log_line(fmt::format("{}: {}", config.database, *fault));
  app.set_up_fault = fault;
  return !fault;
}

}  // namespace

Result<std::shared_ptr<const Service>, ConfigFaults> load_service(const std::string& config_file,
                                                                  Lifetime lifetime) {
  auto config = read_config(config_file);
  if (!config) return Failure{config.error()};
  // read_config has seen that there is such a zone.
  const TimeZone zone = TimeZone::load(config->timezone).value();
  TemplateCache templates(config->templates_directory, lifetime == Lifetime::one_request);
  for (const std::string& problem : templates.problems()) log_line(problem);
  return std::shared_ptr<const Service>(std::make_shared<Service>(
      Service{std::move(config).value(), std::move(templates), zone, WriteTurn::make()}));
}

Handler make_handler(std::shared_ptr<const Service> service, Lifetime lifetime) {
  const Config& config = service->config;
  SqliteOptions options;
  options.journal = config.journal;
  options.turn = service->turn;
  options.prepare_all = lifetime == Lifetime::many_requests;
  auto app =
      std::make_shared<App>(config.site, service->templates, service->zone,
                            StoreConnection(config.database, options, mail_plan(config.site)),
                            SetUpCode(folder_of(config.database)));
  app->doctor.installation = [service](Stores& stores, Instant now) {
    Findings findings = examine_store(service->config, stores, now);
    const Findings site = examine_site(service->config, service->templates);
    findings.insert(findings.begin(), site.begin(), site.end());
    return findings;
  };
  app->doctor.web_server = [service](const Request& request) {
    return examine_request(service->config, request);
  };
  bool complete = has_database(config);
  if (complete) app->ready(current_time());
  return [service = std::move(service), app, complete](Request& request) mutable {
    if (!complete) complete = see_to_first_database(service->config, request, *app);
    return respond(*app, request, current_time());
  };
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
