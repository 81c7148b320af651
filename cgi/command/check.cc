// afterword check: prints the doctor's findings, one line each with its remedy.
#include "command/check.h"

#include <fmt/format.h>

#include "base/secret.h"
#include "command/check_published.h"
#include "config/store_settings.h"
#include "doctor/doctor.h"
#include "doctor/doctor_sender.h"
#include "doctor/doctor_socket.h"
#include "doctor/doctor_web.h"
#include "mail/message.h"
#include "mail/transport.h"
#include "server/application/bootstrap.h"
#include "server/application/service.h"
#include "store/open_store.h"

namespace afterword {
namespace {

struct CheckOptions {
  bool send_test = false;
  bool offline = false;
};

/// Prints findings and records whether one of them is a `fail`.
class FindingList {
 public:
  void add(const Finding& finding) {
    fmt::print("{:<5} {:<14} {}\n", to_text(finding.health), finding.subject, finding.sentence);
    failed_ = failed_ || finding.health == Health::fail;
  }
  void add(const Findings& findings) {
    for (const Finding& finding : findings) add(finding);
  }
  int exit_status() const { return failed_ ? exit_failed : exit_done; }

 private:
  bool failed_ = false;
};

/// Examines the database, and with its key the web server from outside.
void check_store(const Config& config, const CheckOptions& options, FindingList& report) {
  if (const auto error = bootstrap_error(config, nullptr))
    return report.add({Health::fail, "database", *error});
  if (!has_database(config))
    return report.add(
        {Health::ok, "database",
         fmt::format("does not exist yet; the first request creates {}", config.database)});
  const auto opened = open_store(store_settings(config), Opening::current, current_time());
  if (!opened)
    return report.add({opened.error().outdated ? Health::warn : Health::fail, "database",
                       opened.error().sentence});
  OpenStore& store = **opened;
  report.add(examine_store(config, store.stores, current_time()));
  if (!config.publish_directory.empty())
    if (const auto service = load_service(config.file, Lifetime::one_request))
      report.add(examine_published(**service, store, current_time()));
  if (!options.offline) report.add(examine_from_outside(config, store.key, current_time()));
}

void send_test_mail(const Config& config, FindingList& report) {
  const MailSettings& mail = config.site.mail;
  for (const std::string& recipient : mail.moderators) {
    Message message;
    message.from = mail.from;
    message.from_name = config.site.view.site_name;
    message.to = recipient;
    message.subject = "Mail works";
    message.body = "This is the test mail of `afterword check --send-test`.\n";
    message.message_id =
        fmt::format("test.{}@{}", random_hex(8), mail.from.substr(mail.from.find('@') + 1));
    message.date = current_time();
    const Delivery delivery = deliver(mail, recipient, to_rfc5322(message));
    if (delivery.outcome == Delivery::Outcome::delivered)
      report.add({Health::ok, "test mail", fmt::format("accepted for {}", recipient)});
    else
      report.add({Health::fail, "test mail", fmt::format("{}: {}", recipient, delivery.problem)});
  }
}

int check(const std::string& config_file, const CheckOptions& options) {
  FindingList report;
  const auto config = read_config(config_file);
  if (!config) {
    for (const std::string& error : config.error())
      report.add({Health::fail, "configuration", error});
    return report.exit_status();
  }
  report.add({Health::ok, "configuration", config_file});
  report.add(examine_site(*config, TemplateCache(config->templates_directory)));
  report.add(examine_socket(*config));
  if (!options.offline && config->site.mail.enabled) report.add(examine_sender(config->site.mail));
  check_store(*config, options, report);
  if (options.send_test && config->site.mail.enabled) send_test_mail(*config, report);
  return report.exit_status();
}

}  // namespace

std::vector<Command> check_commands() {
  return {
      {"check",
       "print one line per check: ok, warn or fail, with a remedy",
       {{"--send-test", "also send a test mail to mail.to", Option::Kind::flag},
        {"--offline", "send no requests to site.url, and look up no names", Option::Kind::flag}},
       [](const Arguments& arguments) {
         return check(arguments.config, {arguments.has("--send-test"), arguments.has("--offline")});
       }}};
}

}  // namespace afterword
