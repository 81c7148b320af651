// afterword mail …: delivers mail without a mail worker, for hosts that have only cron, and lists
// pending mail; receives bounces.
#include "command/mail.h"

#include <fmt/format.h>

#include <iostream>

#include "command/site_store.h"
#include "mail/bounce.h"
#include "server/application/mail_worker.h"

namespace afterword {
namespace {

int send(const std::string& config_file) {
  const auto service = load_service(config_file);
  if (!service) {
    for (const std::string& error : service.error()) fail_with(error);
    return exit_failed;
  }
  if (!(*service)->config.site.mail.enabled)
    return fail_with("mail is not configured; set mail.from and mail.to");
  return with_open_store(config_file, [&](const Config&, OpenStore& store) {
    const auto counts = deliver_once(**service, store);
    if (!counts) return store_failed(counts.error());
    fmt::print("{} delivered, {} to be retried, {} failed, {} no longer needed\n",
               counts->delivered, counts->delayed, counts->failed, counts->dropped);
    return exit_done;
  });
}

int list_mail(Stores& stores) {
  for (const std::string_view status : {"failed", "sending", "queued"}) {
    const auto mails = stores.outbox.list(status, 1'000);
    if (!mails) return store_failed(mails.error());
    for (const PendingMail& mail : *mails)
      fmt::print("{:>6}  {:<8}  {:<11}  {}  due {}  {} attempts  {}\n", mail.id.value, mail.status,
                 to_text(mail.purpose), mail.recipient, format_rfc3339(mail.due), mail.attempts,
                 mail.problem);
  }
  return exit_done;
}

/// Standard input, up to a byte more than `most_bytes`.
std::string read_input(std::size_t most_bytes) {
  std::string text(most_bytes + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::cin.gcount()));
  return text;
}

int receive_report(OpenStore& store) {
  const std::string message = read_input(longest_report);
  if (message.size() > longest_report) return fail_with("the message is longer than 1 MB");
  const auto done = receive_bounce(store.stores, store.key, message, current_time());
  if (!done) return fail_with(done.error() + "; nothing was changed");
  fmt::print("{}\n", *done);
  return exit_done;
}

}  // namespace

std::vector<Command> mail_commands() {
  return {
      {"mail send",
       "deliver due mail and exit; for cron, where `afterword serve` does not run",
       {},
       [](const Arguments& arguments) { return send(arguments.config); }},
      {"mail receive-bounce",
       "read a delivery status or a complaint about a mail from standard input, and stop mail to "
       "its "
       "recipient",
       {},
       [](const Arguments& arguments) {
         return with_open_store(arguments.config, [](const Config&, OpenStore& store) {
           return receive_report(store);
         });
       }},
      {"mail list",
       "list pending and failed mail",
       {},
       [](const Arguments& arguments) {
         return with_store(arguments.config,
                           [](const Config&, Stores& stores) { return list_mail(stores); });
       }},
  };
}

}  // namespace afterword
