// Hands a message over, by the system's sendmail or by SMTP, as mail.via says.
#pragma once

#include <string>
#include <string_view>

#include "mail/mail_settings.h"

namespace afterword {

struct Delivery {
  enum class Outcome {
    delivered,
    refused,  // for good: trying again would be refused again
    later,    // the server or the program cannot take it now
  } outcome = Outcome::later;
  std::string problem;  // a sentence, when it was not delivered
};

/// Delivers `message` (RFC 5322) to one recipient and waits for the answer: at most ten seconds for
/// a connection and a minute for all. Never throws. SMTP needs the system's libcurl
/// (docs/decisions/0006); without it the problem says so.
Delivery deliver(const MailSettings& settings, const std::string& recipient,
                 const std::string& message);

/// Why mail cannot go out at all as it is configured; "" when it can be tried.
std::string transport_fault(const MailSettings& settings);

}  // namespace afterword
