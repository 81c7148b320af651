// Only converts addresses with inet_pton and inet_ntop; never resolves names.
#include "http/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/ascii.h"

namespace afterword {
namespace {

using AddressBytes = std::array<std::uint8_t, 16>;

constexpr AddressBytes mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t mapped_bytes = 12;
constexpr unsigned mapped_bits = 96;
constexpr std::string_view local_socket = "unix:";

bool is_ipv4(const AddressBytes& address) {
  return std::equal(address.begin(), address.begin() + mapped_bytes, mapped_prefix.begin());
}

std::optional<AddressBytes> parse_address(std::string_view text) {
  // inet_pton requires a terminated string. No valid address is longer than this, and an embedded
  // NUL would truncate it.
  std::array<char, INET6_ADDRSTRLEN> terminated{};
  if (text.empty() || text.size() >= terminated.size() ||
      text.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  text.copy(terminated.data(), text.size());
  AddressBytes address = mapped_prefix;
  if (::inet_pton(AF_INET, terminated.data(), address.data() + mapped_bytes) == 1) return address;
  if (::inet_pton(AF_INET6, terminated.data(), address.data()) == 1) return address;
  return std::nullopt;
}

// Parses an address in the forms that proxies write: "192.0.2.1:4711", "[2001:db8::1]:4711",
// "fe80::1%eth0".
std::optional<AddressBytes> parse_forwarded(std::string_view text) {
  text = trim_blanks(text);
  if (text.starts_with('[')) {
    text = text.substr(1, text.find(']') - 1);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  return parse_address(text.substr(0, text.find('%')));
}

void clear_beyond(AddressBytes& address, unsigned prefix_bits) {
  for (std::size_t i = 0; i < address.size(); ++i) {
    const auto first_bit = static_cast<unsigned>(i) * 8;
    const unsigned kept = prefix_bits <= first_bit ? 0 : std::min(prefix_bits - first_bit, 8U);
    address[i] = static_cast<std::uint8_t>(address[i] & (0xff00U >> kept));
  }
}

std::string format_address(const AddressBytes& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool ipv4 = is_ipv4(address);
  ::inet_ntop(ipv4 ? AF_INET : AF_INET6, address.data() + (ipv4 ? mapped_bytes : 0), text.data(),
              static_cast<socklen_t>(text.size()));
  return text.data();
}

bool is_trusted(const AddressBytes& address, const std::vector<AddressPrefix>& trusted) {
  return std::any_of(trusted.begin(), trusted.end(), [&](const AddressPrefix& address_prefix) {
    if (address_prefix.is_local_socket) return false;
    AddressBytes masked = address;
    clear_beyond(masked, address_prefix.prefix_bits);
    return masked == address_prefix.bytes;
  });
}

bool trusts_local_socket(const std::vector<AddressPrefix>& trusted) {
  return std::any_of(trusted.begin(), trusted.end(), [](const AddressPrefix& address_prefix) {
    return address_prefix.is_local_socket;
  });
}

}  // namespace

std::optional<AddressPrefix> parse_address_prefix(std::string_view text) {
  if (text == local_socket) return AddressPrefix{.is_local_socket = true};
  const auto slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  AddressPrefix address_prefix{.bytes = *address};
  if (slash == std::string_view::npos) return address_prefix;

  const auto digits = text.substr(slash + 1);
  const bool written_as_ipv4 = text.substr(0, slash).find(':') == std::string_view::npos;
  unsigned prefix = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  if (parsed.ec != std::errc{} || parsed.ptr != digits.data() + digits.size() ||
      prefix > (written_as_ipv4 ? 32U : 128U)) {
    return std::nullopt;
  }
  address_prefix.prefix_bits = written_as_ipv4 ? prefix + mapped_bits : prefix;
  clear_beyond(address_prefix.bytes, address_prefix.prefix_bits);
  return address_prefix;
}

std::string client_address(const Request& request,
                           const std::vector<AddressPrefix>& trusted_proxies) {
  auto client = parse_address(request.remote_addr.substr(0, request.remote_addr.find('%')));
  const bool believe =
      client ? is_trusted(*client, trusted_proxies)
             : request.remote_addr == local_socket && trusts_local_socket(trusted_proxies);
  auto list = request.forwarded_for;
  for (bool more = believe && !list.empty(); more;) {
    const auto comma = list.rfind(',');
    more = comma != std::string_view::npos;
    const auto hop = parse_forwarded(more ? list.substr(comma + 1) : list);
    if (!hop) break;
    client = hop;
    if (!is_trusted(*hop, trusted_proxies)) break;
    list = list.substr(0, more ? comma : 0);
  }
  return client ? format_address(*client) : std::string{};
}

std::string address_prefix_of(std::string_view address) {
  auto bytes = parse_address(address);
  if (!bytes) return {};
  const bool ipv4 = is_ipv4(*bytes);
  clear_beyond(*bytes, ipv4 ? mapped_bits + 24 : 48);
  return format_address(*bytes) + (ipv4 ? "/24" : "/48");
}

}  // namespace afterword
