#include "mail/transport.h"

#include <fmt/format.h>
#include <unistd.h>

#include "domain/comment/submission.h"
#include "mail/sendmail.h"
#include "mail/smtp.h"

namespace afterword {

std::string transport_error(const MailSettings& settings) {
  const auto route = parse_mail_route(settings.via);
  if (!route) return "mail.via cannot be understood";
  if (!route->program.empty() && ::access(route->program.c_str(), X_OK) != 0)
    return fmt::format(
        "{} is not there or cannot be run; install a mail program, or set mail.via "
        "to \"sendmail:/path/of/it\" or \"smtp://host:port\"",
        route->program);
  return {};
}

Delivery deliver(const MailSettings& settings, const std::string& recipient,
                 const std::string& message) {
  const auto route = parse_mail_route(settings.via);
  if (!route) return {Delivery::Outcome::later, "mail.via cannot be understood"};
  MailSettings sender = settings;
  sender.from = ascii_email(settings.from);
  const std::string to = ascii_email(recipient);
  if (route->program.empty()) return deliver_by_smtp(sender, route->url, to, message);
  return deliver_by_sendmail(route->program, sender.from, to, message);
}

}  // namespace afterword
