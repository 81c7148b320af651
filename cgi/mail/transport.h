// Sends a message by sendmail or SMTP, according to mail.via.
#pragma once

#include <string>
#include <string_view>

#include "mail/mail_settings.h"

namespace afterword {

struct Delivery {
  enum class Outcome {
    delivered,
    refused,     // permanent failure; a retry would be refused too
    no_mailbox,  // permanent failure: there is no such recipient
    later,       // temporary failure
  } outcome = Outcome::later;
  std::string problem;  // the error as a sentence, if it was not delivered
};

/// Sends `message` (RFC 5322) to one recipient and waits for the result: at most ten seconds for a
/// connection and a minute in total. Never throws. SMTP requires the system's libcurl
/// (docs/decisions/0006); without it `problem` says so.
Delivery deliver(const MailSettings& settings, const std::string& recipient,
                 const std::string& message);

/// Why no mail can be sent with this configuration; "" if delivery can be attempted.
std::string transport_error(const MailSettings& settings);

}  // namespace afterword
