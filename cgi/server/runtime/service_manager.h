// The protocol of a service manager such as systemd: socket activation (LISTEN_FDS, see
// sd_listen_fds(3)) and readiness notification (NOTIFY_SOCKET, see sd_notify(3)). Both consist of
// environment variables and datagrams; without them this module does nothing.
// docs/decisions/0008-service-manager.md explains why no library is used.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

/// Takes the listening socket that was passed to this process and makes it close-on-exec; nullopt
/// if there is none. The error is a sentence for the operator: more than one socket, not a
/// listening stream socket, or one that other machines can reach. Removes LISTEN_PID, LISTEN_FDS
/// and LISTEN_FDNAMES from the environment in any case, so that no child uses them.
Result<std::optional<int>, std::string> take_inherited_socket();

/// Notifies the service manager of the state of the service. Only the process that the manager
/// started may use it.
class ServiceManager {
 public:
  /// Without a manager; notifications are discarded.
  ServiceManager() = default;

  /// Connects to the manager named by NOTIFY_SOCKET and removes the variable, so that no child
  /// sends notifications.
  static ServiceManager from_environment();

  /// The workers were started, or a reload has finished, successfully or not.
  void ready() const;
  /// A reload begins; ready() must follow.
  void reloading() const;
  /// The service is stopping.
  void stopping() const;

 private:
  void notify(std::string_view message) const;

  std::string address_;  // "/path", or "@name" for an abstract socket; "" without a manager
};

}  // namespace afterword
