// afterword serve: runs the supervisor and its workers, on its own socket or on one inherited from
// a service manager.
#include "command/serve.h"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "base/log.h"
#include "config/store_settings.h"
#include "doctor/root_warning.h"
#include "server/application/bootstrap.h"
#include "server/application/mail_worker.h"
#include "server/application/service.h"
#include "server/runtime/fastcgi.h"
#include "server/runtime/listener.h"
#include "server/runtime/service_manager.h"
#include "server/runtime/supervisor.h"
#include "store/open_store.h"

namespace afterword {
namespace {

struct ServeOptions {
  std::string listen;
  int workers = 0;
};

Children children_of(const std::shared_ptr<const Service>& service) {
  Children children;
  children.worker = [service](const SharedSocket& socket) {
    return run_fastcgi_worker(socket, worker_limits(service->config),
                              make_handler(service, Lifetime::many_requests));
  };
  if (service->config.site.mail.enabled || !service->config.publish_directory.empty())
    children.mail_worker = [service] { return run_mail_worker(service); };
  return children;
}

int worker_count(const ServeOptions& options, const Config& config) {
  if (options.workers > 0) return options.workers;
  if (config.workers > 0) return config.workers;
  return std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
}

std::string joined(const ConfigErrors& errors) {
  return fmt::format("{}", fmt::join(errors, "; "));
}

/// Upgrades the database and returns errors that must be fixed before serving. Closes the
/// connection, because it must not be used across the fork.
std::optional<std::string> database_error(const Config& config) {
  if (auto error = ensure_database(config, nullptr)) return error;
  const auto opened = open_store(store_settings(config), Opening::upgrade, current_time());
  // A lock is temporary; the workers wait for it.
  if (opened || opened.error().error == StoreError::busy) return std::nullopt;
  return opened.error().sentence;
}

/// The socket to serve: `own`, or an inherited one, which this process does not close.
struct Socket {
  std::optional<Listener> own;
  int fd = -1;
};

Result<Socket, std::string> find_socket(std::optional<int> inherited, const ServeOptions& options,
                                        const Config& config) {
  const std::string address = options.listen.empty() ? config.listen : options.listen;
  if (inherited) {
    const bool is_wanted = !options.listen.empty() || config.listen_is_set;
    if (is_wanted && address != name_of_socket(*inherited))
      log_line(fmt::format("{} is ignored: the service manager passed a socket", address));
    return Socket{std::nullopt, *inherited};
  }
  auto listener = Listener::open(address, static_cast<mode_t>(config.socket_mode));
  if (!listener) return Failure{listener.error()};
  const int fd = listener->fd();
  return Socket{std::move(listener).value(), fd};
}

int serve(const std::string& config_file, const ServeOptions& options) {
  // A log pipe whose reader has exited must not end the process.
  ::signal(SIGPIPE, SIG_IGN);
  keep_log_from_blocking();
  // Taken first, so that no child finds the variables in its environment.
  const ServiceManager manager = ServiceManager::from_environment();
  const auto inherited = take_inherited_socket();
  if (!inherited) return fail_with(inherited.error());

  const auto service = load_service(config_file);
  if (!service) {
    for (const std::string& error : service.error()) fail_with(error);
    return exit_failed;
  }
  const Config& config = (*service)->config;
  if (const auto error = database_error(config)) return fail_with(*error);
  const auto socket = find_socket(*inherited, options, config);
  if (!socket) return fail_with(socket.error());

  SupervisorOptions supervisor;
  supervisor.listen_fd = socket->fd;
  supervisor.owns_socket = socket->own.has_value();
  supervisor.workers = worker_count(options, config);
  supervisor.manager = manager;
  log_line(fmt::format("version {}, {} workers on {}{}", AFTERWORD_VERSION, supervisor.workers,
                       name_of_socket(socket->fd), socket->own ? "" : ", an inherited socket"));
  if (const auto warning = root_warning()) log_line(*warning);
  return run_supervisor(supervisor, children_of(*service), [&]() -> Result<Children, std::string> {
    const auto again = load_service(config_file);
    if (!again) return Failure{joined(again.error())};
    return children_of(*again);
  });
}

}  // namespace

std::vector<Command> serve_commands() {
  return {
      {"serve",
       "serve requests on a FastCGI socket until SIGTERM",
       {{"--listen", "unix:PATH, or HOST:PORT on this machine (default: server.listen)"},
        {.name = "--workers",
         .help =
             "number of worker processes (default: server.workers, otherwise one per processor)",
         .kind = Option::Kind::number,
         .highest = 256}},
       [](const Arguments& arguments) {
         const auto workers = arguments.number("--workers").value_or(0);
         return serve(arguments.config, {arguments.text("--listen"), static_cast<int>(workers)});
       },
       true,
       "SIGHUP reloads the configuration and the templates without losing a request.\n"
       "A socket passed by systemd has precedence over --listen and server.listen."}};
}

}  // namespace afterword
