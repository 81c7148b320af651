// afterword check: looks for what commonly goes wrong, a line each with its mend.
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <memory>

#include "base/secret.h"
#include "command/commands.h"
#include "mail/message.h"
#include "mail/transport.h"
#include "server/listener.h"
#include "server/service.h"
#include "store/comment_store.h"
#include "store/sqlite_database.h"
#include "store/stores.h"

namespace afterword {
namespace {

/// The lines, and whether one of them was a `fail`.
class Report {
 public:
  void ok(std::string_view subject, std::string_view sentence) { line("ok", subject, sentence); }
  void warn(std::string_view subject, std::string_view sentence) {
    line("warn", subject, sentence);
  }
  void fail(std::string_view subject, std::string_view sentence) {
    line("fail", subject, sentence);
    failed_ = true;
  }
  int exit_status() const { return failed_ ? exit_failed : exit_done; }

 private:
  static void line(std::string_view mark, std::string_view subject, std::string_view sentence) {
    fmt::print("{:<5} {:<14} {}\n", mark, subject, sentence);
  }
  bool failed_ = false;
};

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? real.get() : path;
}

bool is_below(const std::string& path, const std::string& folder) {
  return path.starts_with(folder.ends_with('/') ? folder : folder + "/");
}

bool others_may_read(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && (info.st_mode & 0007) != 0;
}

void check_site(const Config& config, Report& report) {
  if (config.site.url.empty())
    report.warn("site.url",
                "is not set; set it to the site's address, so that forms from other "
                "sites are told apart by more than their host name");
  else
    report.ok("site.url", config.site.url);
  if (!TimeZone::load(config.timezone))
    report.fail(
        "site.timezone",
        fmt::format("there is no time zone \"{}\" here; use a name such as \"Europe/Paris\" "
                    "and see that the tzdata package is installed",
                    config.timezone));
  else
    report.ok("site.timezone", config.timezone);
}

void check_pages(const Config& config, Report& report) {
  const Site& site = config.site;
  if (!site.verify_file)
    return report.warn("pages",
                       "nothing is checked on disk, so strangers could open threads under "
                       "made-up addresses; set pages.document_root");
  struct stat info {};
  if (::stat(site.document_root.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    return report.fail("pages",
                       fmt::format("pages.document_root {} is not a folder", site.document_root));
  report.ok("pages", fmt::format("those that exist below {}", site.document_root));
}

/// False when nothing more can be asked of the database.
bool check_database(const Config& config, Report& report) {
  SqliteOptions options;
  options.journal = config.journal;
  const auto database = open_sqlite(config.database, options);
  if (!database) {
    report.fail("database", database.error().sentence);
    return false;
  }
  CommentStore store(**database);
  const auto comments = store.counts();
  if (!comments) {
    report.fail("database", "cannot be read; see the line above");
    return false;
  }
  int total = 0;
  for (const auto& [status, count] : *comments) total += count;
  report.ok("database", fmt::format("{}, {} comments", config.database, total));
  return true;
}

void check_files(const Config& config, Report& report) {
  const std::string database = real_path(config.database);
  const std::string folder = folder_of(database);
  if (!config.site.document_root.empty() &&
      is_below(database, real_path(config.site.document_root)))
    report.fail("database file",
                fmt::format("{} lies in the folder that the web server serves, where anybody may "
                            "download it; move it and change store.database",
                            database));
  else
    report.ok("database file", "is outside the document root");
  for (const std::string& path : {database, real_path(config.file)})
    if (others_may_read(path))
      report.warn("permissions",
                  fmt::format("other users can read {}; run: chmod 600 {}", path, path));
  if (::access(folder.c_str(), W_OK) != 0 || ::access(database.c_str(), W_OK) != 0)
    report.fail(
        "permissions",
        fmt::format("this user cannot write to {} and its folder; run the check as the user "
                    "that runs Afterword, or change their owner",
                    database));
  else
    report.ok("permissions", "the database and its folder can be written");
  if (on_network_file_system(database))
    report.warn("file system",
                "the database is on a network file system; it is slower and its "
                "locks are less safe there, so the safe journal mode is used");
  else
    report.ok("file system", "is local");
  constexpr std::uint64_t little = 64u << 20;
  struct statvfs space {};
  if (::statvfs(folder.c_str(), &space) == 0 &&
      static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize < little)
    report.warn("disk space", "less than 64 MB are free where the database is");
}

void check_templates(const Config& config, Report& report) {
  const TemplateCache templates(config.templates_directory);
  for (const std::string& problem : templates.problems()) report.warn("templates", problem);
  if (templates.problems().empty())
    report.ok("templates",
              config.templates_directory.empty() ? "built in" : config.templates_directory);
}

void check_people(const Config& config, Report& report) {
  SqliteOptions options;
  options.journal = config.journal;
  const auto database = open_sqlite(config.database, options);
  if (!database) return;  // said above
  Stores stores(**database);
  const auto moderators = stores.moderators.list();
  const auto help = stores.care.help_count(current_time());
  const auto mail = stores.outbox.counts();
  if (!moderators || !help || !mail) return;
  if (moderators->empty())
    report.warn("moderators", fmt::format("there is none yet; run: afterword moderator add NAME "
                                          "--config {}",
                                          config.file));
  else
    report.ok("moderators", fmt::format("{}", moderators->size()));
  if (help->all == 0)
    report.warn("help lines",
                "there is none for people in distress; add one on the moderators' Care page");
  else if (help->outdated > 0)
    report.warn("help lines", fmt::format("nobody has checked {} of {} for six months; do so on "
                                          "the moderators' Care page",
                                          help->outdated, help->all));
  else
    report.ok("help lines", fmt::format("{}", help->all));
  if (mail->failed > 0)
    report.warn("mail", fmt::format("{} messages were given up; the moderators' Mail page says why",
                                    mail->failed));
}

void check_mail(const Config& config, bool send_test, Report& report) {
  const MailSettings& mail = config.site.mail;
  if (!mail.enabled)
    return report.warn("mail",
                       "no mail is configured, so nobody is told of new comments; set "
                       "mail.from and mail.to");
  if (mail.moderators.empty())
    report.warn("mail", "mail.to is empty; only moderators with an address of their own are told");
  if (const std::string fault = transport_fault(mail); !fault.empty())
    return report.fail("mail", fault);
  report.ok("mail", fmt::format("from {} by {}", mail.from, mail.via));
  if (!send_test) return;
  for (const std::string& recipient : mail.moderators) {
    const Message message{
        mail.from,
        config.site.view.site_name,
        recipient,
        "",
        "Mail works",
        "This is the mail that `afterword check` was asked for.\n",
        fmt::format("test.{}@{}", random_hex(8), mail.from.substr(mail.from.find('@') + 1)),
        "",
        current_time()};
    const Delivery delivery = deliver(mail, recipient, to_rfc5322(message));
    if (delivery.outcome == Delivery::Outcome::delivered)
      report.ok("test mail", fmt::format("handed over for {}", recipient));
    else
      report.fail("test mail", fmt::format("{}: {}", recipient, delivery.problem));
  }
}

void check_listener(const Config& config, Report& report) {
  const auto address = parse_listen_address(config.listen);
  if (!address)
    report.fail("server.listen", address.error());
  else
    report.ok("server.listen", config.listen);
}

int check(const std::string& config_file, bool send_test) {
  Report report;
  const auto config = read_config(config_file);
  if (!config) {
    for (const std::string& fault : config.error()) report.fail("configuration", fault);
    return report.exit_status();
  }
  report.ok("configuration", config_file);
  check_site(*config, report);
  check_pages(*config, report);
  const bool database = check_database(*config, report);
  check_files(*config, report);
  check_templates(*config, report);
  if (database) check_people(*config, report);
  check_mail(*config, send_test, report);
  check_listener(*config, report);
  return report.exit_status();
}

}  // namespace

void add_check(CommandLine& line) {
  CLI::App& command = *line.app.add_subcommand(
      "check", "the doctor: a line for each thing that matters, ok, warn or fail and the mend");
  add_config_option(line, command);
  auto send_test = std::make_shared<bool>(false);
  command.add_flag("--send-test", *send_test, "also send a mail to mail.to");
  command.callback([&line, send_test] {
    line.chosen = [&line, send_test] { return check(line.config, *send_test); };
  });
}

}  // namespace afterword
