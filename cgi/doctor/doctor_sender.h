// The doctor's checks of the DNS records by which receivers of mail judge the sender.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/function_ref.h"
#include "mail/mail_settings.h"
#include "net/dns.h"

namespace afterword {

/// See look_up_dns.
using DnsLookup =
    FunctionRef<std::optional<std::vector<std::string>>(const std::string& name, DnsType type)>;

/// Checks SPF and DMARC of the domain of mail.from, and if this machine sends the mail itself, that
/// its name and its address lead to each other. Stops at the first name that cannot be looked up.
Findings examine_sender(const MailSettings& mail, const std::string& host_name, DnsLookup look_up);

/// The same with the name of this machine and its resolver. Waits at most for a few seconds.
Findings examine_sender(const MailSettings& mail);

}  // namespace afterword
