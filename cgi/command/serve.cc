// afterword serve: the supervisor and its workers on a socket of their own.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "base/log.h"
#include "command/commands.h"
#include "server/courier.h"
#include "server/fastcgi.h"
#include "server/first_database.h"
#include "server/listener.h"
#include "server/service.h"
#include "server/supervisor.h"
#include "store/sqlite_database.h"

namespace afterword {
namespace {

struct ServeOptions {
  std::string listen;
  int workers = 0;
};

Children children_of(const std::shared_ptr<const Service>& service) {
  Children children;
  children.worker = [service](int listen_fd) {
    return run_fastcgi_worker(listen_fd, worker_limits(service->config),
                              make_handler(service, Lifetime::many_requests));
  };
  if (service->config.site.mail.enabled)
    children.courier = [service] { return run_courier(service); };
  return children;
}

int worker_count(const ServeOptions& options, const Config& config) {
  if (options.workers > 0) return options.workers;
  if (config.workers > 0) return config.workers;
  return std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
}

std::string joined(const ConfigFaults& faults) {
  return fmt::format("{}", fmt::join(faults, "; "));
}

/// Migrates, and finds what a person must mend before anybody is served; the connection is closed
/// again, because none may be carried over the fork.
std::optional<std::string> database_fault(const Config& config) {
  if (auto fault = see_to_database(config, nullptr)) return fault;
  SqliteOptions options;
  options.journal = config.journal;
  const auto opened = open_sqlite(config.database, options);
  // A lock passes by itself; the workers wait for it.
  if (opened || opened.error().error == StoreError::busy) return std::nullopt;
  return opened.error().sentence;
}

int serve(const std::string& config_file, const ServeOptions& options) {
  const auto service = load_service(config_file);
  if (!service) {
    for (const std::string& fault : service.error()) fail_with(fault);
    return exit_failed;
  }
  const Config& config = (*service)->config;
  if (const auto fault = database_fault(config)) return fail_with(*fault);

  const std::string address = options.listen.empty() ? config.listen : options.listen;
  auto listener = Listener::open(address, static_cast<mode_t>(config.socket_mode));
  if (!listener) return fail_with(listener.error());

  SupervisorOptions supervisor;
  supervisor.listen_fd = listener->fd();
  supervisor.owns_socket = true;
  supervisor.workers = worker_count(options, config);
  log_line(
      fmt::format("version {}, {} workers on {}", AFTERWORD_VERSION, supervisor.workers, address));
  return run_supervisor(supervisor, children_of(*service), [&]() -> Result<Children, std::string> {
    const auto again = load_service(config_file);
    if (!again) return Failure{joined(again.error())};
    return children_of(*again);
  });
}

}  // namespace

void add_serve(CommandLine& line) {
  CLI::App& command =
      *line.app.add_subcommand("serve", "answer a web server on a FastCGI socket, until SIGTERM");
  auto options = std::make_shared<ServeOptions>();
  command.add_option("--listen", options->listen,
                     "unix:PATH, or HOST:PORT on this machine (default: server.listen)");
  command
      .add_option("--workers", options->workers,
                  "processes (default: server.workers, else one for each processor)")
      ->check(CLI::Range(1, 256));
  add_config_option(line, command);
  command.footer("SIGHUP reads the configuration and the templates anew without losing a request.");
  command.callback([&line, options] {
    line.chosen = [&line, options] { return serve(line.config, *options); };
  });
}

}  // namespace afterword
