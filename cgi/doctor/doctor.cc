// Examines the configured site and the database.
#include "doctor/doctor.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/file.h"
#include "config/care_mode.h"
#include "config/document_roots.h"
#include "config/listen_address.h"
#include "doctor/doctor_files.h"
#include "doctor/root_warning.h"
#include "mail/transport.h"

namespace afterword {
namespace {

void examine_names(const Config& config, Findings& findings) {
  if (config.site.url.empty())
    findings.push_back({Health::warn, "site.url",
                        "is not set; set it to the site's address. Feeds and mail need it, and "
                        "without it forms from other sites are detected by their host name only"});
  else
    findings.push_back({Health::ok, "site.url", config.site.url});
  if (TimeZone::load(config.timezone))
    findings.push_back({Health::ok, "site.timezone", config.timezone});
  else
    findings.push_back(
        {Health::fail, "site.timezone",
         fmt::format("unknown time zone \"{}\"; use a name such as \"Europe/Paris\" and check "
                     "that the tzdata package is installed",
                     config.timezone)});
}

void examine_pages(const Config& config, Findings& findings) {
  const Site& site = config.site;
  struct stat info {};
  if (!site.verify_file)
    findings.push_back({Health::warn, "pages",
                        "are not verified on disk, so visitors can create threads for pages that "
                        "do not exist; set pages.document_root"});
  else if (::stat(site.document_root.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    findings.push_back(
        {Health::fail, "pages",
         fmt::format("pages.document_root {} is not a folder, or this user cannot access it",
                     site.document_root)});
  else
    findings.push_back(
        {Health::ok, "pages", fmt::format("are verified below {}", real_path(site.document_root))});
}

void examine_templates(const Config& config, const TemplateCache& templates, Findings& findings) {
  const auto outdated = templates.outdated();
  for (const std::string& problem : templates.problems())
    findings.push_back({Health::warn, "templates", problem});
  for (const std::string& sentence : outdated)
    findings.push_back({Health::warn, "templates", sentence});
  if (templates.problems().empty() && outdated.empty())
    findings.push_back(
        {Health::ok, "templates",
         config.templates_directory.empty() ? "built in" : config.templates_directory});
}

void examine_mail(const Config& config, Findings& findings) {
  const MailSettings& mail = config.site.mail;
  if (!mail.enabled) {
    findings.push_back({Health::warn, "mail",
                        "is not configured, so moderators are not notified of new comments; set "
                        "mail.from and mail.to"});
    return;
  }
  if (mail.moderators.empty())
    findings.push_back({Health::warn, "mail",
                        "mail.to is empty; only moderators with their own address are notified"});
  if (const std::string error = transport_error(mail); !error.empty())
    findings.push_back({Health::fail, "mail", error});
  else
    findings.push_back({Health::ok, "mail", fmt::format("from {} by {}", mail.from, mail.via)});
}

void examine_user(Findings& findings) {
  if (auto warning = root_warning())
    findings.push_back({Health::warn, "user", *std::move(warning)});
}

void examine_listener(const Config& config, Findings& findings) {
  const auto address = parse_listen_address(config.listen);
  if (!address) findings.push_back({Health::fail, "server.listen", address.error()});
}

void examine_moderators(const Config& config, Stores& stores, Findings& findings) {
  const auto moderators = stores.moderators.list();
  if (!moderators) return;
  if (moderators->empty())
    findings.push_back(
        {Health::warn, "moderators",
         fmt::format(
             "there is no account yet; run: afterword moderator add NAME --config {}, or open {}"
             "/set-up in a browser",
             config.file, config.site.view.mount)});
  else
    findings.push_back({Health::ok, "moderators", fmt::format("{}", moderators->size())});
}

void examine_care(const Config& config, Stores& stores, Instant now, Findings& findings) {
  const auto mode = care_mode(config.site, stores.care);
  const auto help = stores.care.help_count(now);
  const auto notice = stores.care.help_notice();
  if (!mode || !help || !notice) return;
  findings.push_back({Health::ok, "care.mode", std::string(to_text(*mode))});
  if (*mode == CareMode::off) return;
  if (help->all == 0 && (*mode != CareMode::attentive || *notice == HelpNotice::dismissed))
    findings.push_back({Health::ok, "help lines", "none"});
  else if (help->all == 0)
    findings.push_back({Health::warn, "help lines",
                        "there are none for people in distress; add one on the moderators' Care "
                        "page"});
  else if (help->outdated > 0)
    findings.push_back({Health::warn, "help lines",
                        fmt::format("{} of {} not checked for six months; check them on the "
                                    "moderators' Care page",
                                    help->outdated, help->all)});
  else
    findings.push_back({Health::ok, "help lines", fmt::format("{}", help->all)});
}

/// Undeliverable mail, and mail that no worker has delivered.
void examine_outbox(Stores& stores, Instant now, Findings& findings) {
  constexpr std::int64_t late_ms = 60 * minute_ms;
  const auto mail = stores.outbox.counts();
  const auto due = stores.outbox.next_due();
  if (!mail || !due) return;
  if (mail->failed > 0)
    findings.push_back({Health::warn, "mail",
                        fmt::format("{} messages could not be delivered; the moderators' Mail page "
                                    "shows the reasons",
                                    mail->failed)});
  if (*due && now.ms - (*due)->ms > late_ms)
    findings.push_back(
        {Health::warn, "mail",
         "messages have been due for more than an hour and are not delivered; run `afterword mail "
         "send` every few minutes by cron, or run `afterword serve`"});
}

}  // namespace

Findings examine_site(const Config& config, const TemplateCache& templates) {
  Findings findings;
  examine_names(config, findings);
  examine_user(findings);
  examine_pages(config, findings);
  examine_files(config, findings);
  examine_templates(config, templates, findings);
  examine_mail(config, findings);
  examine_listener(config, findings);
  return findings;
}

namespace {

/// The journal mode and why it is used.
Finding journal_finding(const Config& config, std::string_view mode) {
  std::string_view why = "as store.journal says";
  if (on_network_file_system(config.database))
    why = "because of the network file system";
  else if (config.journal == JournalMode::automatic && mode == "wal")
    why = "for `afterword serve` on a local disk";
  else if (config.journal == JournalMode::automatic && on_local_file_system(config.database))
    why = "because `afterword serve` is not running";
  else if (config.journal == JournalMode::automatic)
    why = "because this type of file system is not known to be local";
  return {Health::ok, "journal", fmt::format("the journal mode is \"{}\", {}", mode, why)};
}

}  // namespace

Findings examine_store(const Config& config, Stores& stores, Instant now) {
  Findings findings;
  const auto counts = stores.comments.counts();
  const auto newest = stores.comments.newest();
  if (!counts || !newest) {
    findings.push_back({Health::fail, "database", "cannot be read; see the log for the reason"});
    return findings;
  }
  int total = 0;
  for (const auto& [status, count] : *counts) total += count;
  findings.push_back(
      {Health::ok, "database", fmt::format("{}, {} comments", real_path(config.database), total)});
  findings.push_back(journal_finding(config, stores.comments.journal_mode()));
  examine_moderators(config, stores, findings);
  examine_care(config, stores, now, findings);
  examine_outbox(stores, now, findings);
  if (auto finding = clock_finding(*newest, config.site.configured, now))
    findings.push_back(*std::move(finding));
  else
    findings.push_back({Health::ok, "clock", format_rfc3339(now)});
  return findings;
}

Findings examine_installation(const Config& config, const TemplateCache& templates, Stores& stores,
                              Instant now) {
  Findings findings = examine_site(config, templates);
  const Findings store = examine_store(config, stores, now);
  findings.insert(findings.end(), store.begin(), store.end());
  return findings;
}

std::optional<Finding> clock_finding(std::optional<Instant> newest_comment, Instant configured,
                                     Instant now) {
  // Clocks of two machines may differ by a few minutes, and files of a network file system have the
  // server's time.
  constexpr std::int64_t leeway_ms = 10 * minute_ms;
  const auto finding = [&](std::string_view what, Instant then) {
    return Finding{
        Health::warn, "clock",
        fmt::format("shows {}, but {} is from {}; set the clock, and keep it correct with "
                    "a time service",
                    format_rfc3339(now), what, format_rfc3339(then))};
  };
  if (newest_comment && newest_comment->ms > now.ms + leeway_ms)
    return finding("the newest comment", *newest_comment);
  if (configured.ms > now.ms + leeway_ms) return finding("the configuration file", configured);
  return std::nullopt;
}

}  // namespace afterword
