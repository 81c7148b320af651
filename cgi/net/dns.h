// Looks up DNS records by the system's resolver configuration, for the doctor. Needs no name
// service switch, so that it works in a static program.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace afterword {

enum class DnsType { a, txt, ptr };

/// The values of a name's records; empty if there are none, nullopt if they could not be looked up.
/// An address is returned as text, a text as one string, a name without the dot at its end. Waits
/// at most about two seconds for each of two servers.
std::optional<std::vector<std::string>> look_up_dns(const std::string& name, DnsType type);

}  // namespace afterword
