#include "doctor/doctor_sender.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/id.h"
#include "domain/comment/submission.h"

namespace afterword {
namespace {

constexpr std::string_view about = "sender";

using Values = std::optional<std::vector<std::string>>;

Finding not_looked_up(const std::string& name) {
  return {Health::warn, std::string(about),
          fmt::format("the DNS records of {} could not be looked up; see whether this machine's "
                      "resolver works",
                      name)};
}

long count_beginning(const std::vector<std::string>& texts, std::string_view beginning) {
  return std::count_if(texts.begin(), texts.end(), [&](const std::string& text) {
    return starts_ignoring_case(text, beginning);
  });
}

/// Appends what is wrong with the SPF record (RFC 7208). False if it could not be looked up.
bool examine_spf(const std::string& domain, DnsLookup look_up, Findings& findings) {
  const Values texts = look_up(domain, DnsType::txt);
  if (!texts) return false;
  const long records = count_beginning(*texts, "v=spf1");
  if (records == 0)
    findings.push_back({Health::warn, std::string(about),
                        fmt::format("{} has no SPF record, so receivers may refuse its mail; add a "
                                    "TXT record such as \"v=spf1 a mx -all\" that includes the "
                                    "hosts that send it",
                                    domain)});
  if (records > 1)
    findings.push_back(
        {Health::warn, std::string(about),
         fmt::format("{} has {} SPF records, which count as none; keep one", domain, records)});
  return true;
}

/// The record of a domain above counts too (RFC 7489 section 6.6.3).
bool examine_dmarc(const std::string& domain, DnsLookup look_up, Findings& findings) {
  for (std::string name = domain; name.find('.') != std::string::npos;
       name = name.substr(name.find('.') + 1)) {
    const Values texts = look_up("_dmarc." + name, DnsType::txt);
    if (!texts) return false;
    if (count_beginning(*texts, "v=DMARC1") > 0) return true;
  }
  findings.push_back({Health::warn, std::string(about),
                      fmt::format("{0} has no DMARC record, which large providers require; add a "
                                  "TXT record \"v=DMARC1; p=none\" for _dmarc.{0}",
                                  domain)});
  return true;
}

/// "7.2.0.192.in-addr.arpa"
std::string reverse_name(std::string_view address) {
  std::string name = "in-addr.arpa";
  for (std::string_view rest = address; !rest.empty();)
    name = std::string(take_part(rest, '.')) + '.' + name;
  return name;
}

/// An address of a private network or this machine (RFC 1918).
bool is_private(const std::string& address) {
  for (const char* prefix : {"10.", "127.", "169.254.", "192.168."})
    if (address.starts_with(prefix)) return true;
  std::string_view rest = address;
  if (take_part(rest, '.') != "172") return false;
  const auto second = parse_positive(take_part(rest, '.'));
  return second && *second >= 16 && *second < 32;
}

bool examine_reverse(const std::string& host, DnsLookup look_up, Findings& findings) {
  const auto warn = [&](std::string sentence) {
    findings.push_back({Health::warn, std::string(about), std::move(sentence)});
    return true;
  };
  if (host.find('.') == std::string::npos)
    return warn(
        fmt::format("reverse DNS cannot be checked, because the name of this machine, "
                    "\"{}\", has no domain",
                    host));
  const Values addresses = look_up(host, DnsType::a);
  if (!addresses) return false;
  if (addresses->empty())
    return warn(
        fmt::format("the name of this machine, {}, has no address in DNS; receivers may "
                    "refuse its mail",
                    host));
  for (const std::string& address : *addresses) {
    if (is_private(address)) {
      warn(fmt::format("reverse DNS cannot be checked, because {} has the private address {}", host,
                       address));
      continue;
    }
    const Values names = look_up(reverse_name(address), DnsType::ptr);
    if (!names) return false;
    const bool leads_back = std::any_of(names->begin(), names->end(), [&](const std::string& name) {
      return same_ignoring_case(name, host);
    });
    if (!leads_back)
      warn(
          fmt::format("{} has the address {}, which does not lead back to this name; ask the "
                      "provider of the address for the PTR record {}",
                      host, address, host));
  }
  return true;
}

/// Whether another host delivers the mail, whose name then matters to receivers.
bool is_relayed(const MailSettings& mail) {
  const auto route = parse_mail_route(mail.via);
  if (!route || route->url.empty()) return false;
  const std::string_view host = std::string_view(route->url).substr(route->url.find("//") + 2);
  return !host.starts_with("localhost") && !host.starts_with("127.") && !host.starts_with("[::1]");
}

}  // namespace

Findings examine_sender(const MailSettings& mail, const std::string& host_name, DnsLookup look_up) {
  Findings findings;
  const std::string domain = ascii_email(mail.from).substr(mail.from.find('@') + 1);
  if (!examine_spf(domain, look_up, findings) || !examine_dmarc(domain, look_up, findings))
    findings.push_back(not_looked_up(domain));
  else if (!is_relayed(mail) && !examine_reverse(host_name, look_up, findings))
    findings.push_back(not_looked_up(host_name));
  if (findings.empty())
    findings.push_back({Health::ok, std::string(about),
                        is_relayed(mail) ? "SPF and DMARC" : "SPF, DMARC and reverse DNS"});
  return findings;
}

Findings examine_sender(const MailSettings& mail) {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) name[0] = '\0';
  return examine_sender(mail, name.data(), [](const std::string& wanted, DnsType type) {
    return look_up_dns(wanted, type);
  });
}

}  // namespace afterword
