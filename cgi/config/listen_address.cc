#include "config/listen_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <optional>

namespace afterword {
namespace {

constexpr std::string_view unix_prefix = "unix:";

Failure<std::string> failure(std::string sentence) { return Failure{std::move(sentence)}; }

Result<ListenAddress, std::string> parse_local(std::string_view path) {
  ListenAddress out;
  auto& address = reinterpret_cast<sockaddr_un&>(out.address);
  if (path.empty() || path.size() >= sizeof address.sun_path ||
      path.find('\0') != std::string_view::npos) {
    return failure("The socket path \"" + std::string{path} +
                   "\" must have 1 to 107 bytes; choose a shorter one, such as "
                   "unix:/run/afterword.sock.");
  }
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, path.size());
  out.address_bytes = sizeof address;
  out.path = path;
  return out;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), port);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || port == 0) {
    return std::nullopt;
  }
  return port;
}

// Sets the address if `host` is a loopback address.
bool set_loopback(std::string_view host, std::uint16_t port, ListenAddress& out) {
  if (host == "[::1]") {
    auto& address = reinterpret_cast<sockaddr_in6&>(out.address);
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
    address.sin6_port = htons(port);
    out.address_bytes = sizeof address;
    return true;
  }
  auto& address = reinterpret_cast<sockaddr_in&>(out.address);
  const std::string text{host == "localhost" ? "127.0.0.1" : host};
  if (::inet_pton(AF_INET, text.c_str(), &address.sin_addr) != 1) return false;
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  out.address_bytes = sizeof address;
  return ntohl(address.sin_addr.s_addr) >> 24 == 127;
}

}  // namespace

Result<ListenAddress, std::string> parse_listen_address(std::string_view text) {
  if (text.starts_with(unix_prefix)) return parse_local(text.substr(unix_prefix.size()));
  const auto colon = text.rfind(':');
  const auto port =
      colon == std::string_view::npos ? std::nullopt : parse_port(text.substr(colon + 1));
  if (!port) {
    return failure("\"" + std::string{text} +
                   "\" is not an address to listen on; write unix:PATH or HOST:PORT, such as "
                   "unix:/run/afterword.sock or 127.0.0.1:9000.");
  }
  ListenAddress out;
  if (!set_loopback(text.substr(0, colon), *port, out)) {
    return failure("\"" + std::string{text} +
                   "\" could be reached from other machines, and FastCGI has no passwords; listen "
                   "on unix:PATH, 127.0.0.1:PORT or [::1]:PORT, behind a web server.");
  }
  return out;
}

}  // namespace afterword
