// The address of server.listen: a Unix socket, or a TCP port on a loopback address.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

struct ListenAddress {
  sockaddr_storage address{};
  socklen_t address_bytes = 0;
  std::string path;  // of the socket; empty for a port

  bool is_local() const { return !path.empty(); }
};

/// Parses "unix:PATH" (1 to 107 bytes, relative to the working directory) or "HOST:PORT", where
/// HOST is in 127.0.0.0/8, "[::1]" or "localhost" (127.0.0.1). The error is a sentence for the
/// operator.
Result<ListenAddress, std::string> parse_listen_address(std::string_view text);

}  // namespace afterword
