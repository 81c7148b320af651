// The two things that a service manager such as systemd and a service say to each other: "here is
// your socket" (LISTEN_FDS, see sd_listen_fds(3)) and "I am ready" (NOTIFY_SOCKET, see
// sd_notify(3)). Both are plain environment variables and messages; without them nothing here does
// anything. docs/decisions/0008-service-manager.md says why no library does it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

/// Takes the listening socket that was handed over to this very process, and makes it
/// close-on-exec; nullopt where none was. The error is a sentence for the operator: more than one
/// socket, one that does not listen for a stream of bytes, or one that other machines can reach.
/// Removes LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES from the environment, whatever they say, so
/// that no child takes them for its own.
Result<std::optional<int>, std::string> take_inherited_socket();

/// Tells the service manager how the service is. What it is told is about the whole service, so
/// only the process that the manager started may do it.
class ServiceManager {
 public:
  /// Without a manager: what is said goes nowhere.
  ServiceManager() = default;

  /// The manager that NOTIFY_SOCKET names. Removes it from the environment: a child that spoke
  /// would speak for the whole service.
  static ServiceManager from_environment();

  /// The workers are started; or a reload is over, whether it brought anything new or not.
  void ready() const;
  /// A reload begins; ready() must follow.
  void reloading() const;
  /// The end begins.
  void stopping() const;

 private:
  void tell(std::string_view message) const;

  std::string address_;  // "/path", or "@name" for an abstract socket; empty: no manager
};

}  // namespace afterword
