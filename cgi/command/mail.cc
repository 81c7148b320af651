// afterword mail …: delivers mail without a mail worker, for hosts that have only cron, and lists
// pending mail.
#include "command/mail.h"

#include <fmt/format.h>

#include "command/site_store.h"
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

}  // namespace

std::vector<Command> mail_commands() {
  return {
      {"mail send",
       "deliver due mail and exit; for cron, where `afterword serve` does not run",
       {},
       [](const Arguments& arguments) { return send(arguments.config); }},
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
