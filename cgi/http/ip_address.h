// Who is asking: addresses, networks, and which forwarded address may be believed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"

namespace afterword {

/// A set of addresses. IPv4 is kept as v4-mapped IPv6 (::ffff:a.b.c.d), so that both spellings of
/// an address are one.
struct AddressPrefix {
  std::array<std::uint8_t, 16> bytes{};
  unsigned prefix_bits = 128;
  /// The peer on a local socket, written "unix:"; it has no address.
  bool is_local_socket = false;

  friend bool operator==(const AddressPrefix&, const AddressPrefix&) = default;
};

/// Parses "10.0.0.0/8", "2001:db8::/32", a single address, or "unix:" for web servers that are
/// reached over a local socket. Bits beyond the prefix are cleared. nullopt for anything else.
std::optional<AddressPrefix> parse_address_prefix(std::string_view text);

/// The visitor's address in its shortest spelling, IPv4 dotted; empty when there is none.
/// It is REMOTE_ADDR unless that is a trusted proxy: then X-Forwarded-For is read from the right,
/// past trusted addresses, to the first that is not one. What is not an address ends the reading,
/// as does the start of the list; the last address read is the answer. An empty REMOTE_ADDR is
/// never trusted, "unix:" only if listed. A port or brackets around an address are ignored.
std::string client_address(const Request& request,
                           const std::vector<AddressPrefix>& trusted_proxies);

/// The network an address is kept as: "192.0.2.0/24", "2001:db8:1::/48"; empty if `address` is not
/// an address.
std::string address_prefix_of(std::string_view address);

}  // namespace afterword
