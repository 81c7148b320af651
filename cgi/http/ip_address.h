// The client's IP address: parsing, address prefixes, and which forwarded addresses are trusted.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"

namespace afterword {

/// A CIDR prefix. IPv4 is stored as v4-mapped IPv6 (::ffff:a.b.c.d), so both spellings of an
/// address compare equal.
struct AddressPrefix {
  std::array<std::uint8_t, 16> bytes{};
  unsigned prefix_bits = 128;
  /// Written "unix:": the peer of a Unix socket, which has no address.
  bool is_local_socket = false;

  friend bool operator==(const AddressPrefix&, const AddressPrefix&) = default;
};

/// Parses "10.0.0.0/8", "2001:db8::/32", a single address, or "unix:" for web servers that connect
/// over a Unix socket. Bits after the prefix length are cleared. nullopt for anything else.
std::optional<AddressPrefix> parse_address_prefix(std::string_view text);

/// The client's address in its shortest form, IPv4 dotted; empty if there is none. This is
/// REMOTE_ADDR unless that is a trusted proxy. In that case X-Forwarded-For is read from the right,
/// past trusted addresses, to the first untrusted one. Reading stops at the start of the list or at
/// an invalid address, and the last valid address is returned. An empty REMOTE_ADDR is never
/// trusted; "unix:" only if listed. Ports and brackets are ignored.
std::string client_address(const Request& request,
                           const std::vector<AddressPrefix>& trusted_proxies);

/// The prefix under which an address is stored: "192.0.2.0/24", "2001:db8:1::/48". Empty if
/// `address` is invalid.
std::string address_prefix_of(std::string_view address);

}  // namespace afterword
