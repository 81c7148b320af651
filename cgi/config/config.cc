#include "config/config.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/ascii.h"
#include "base/file.h"
#include "base/page_path.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/url.h"
#include "config/config_reader.h"
#include "domain/comment/submission.h"
#include "http/ip_address.h"
#include "view/templates.h"

namespace afterword {
namespace {

constexpr std::size_t longest_secret_file = 64 << 10;

std::string beside(const std::string& file, const std::string& path) {
  return path.empty() || path.front() == '/' ? path : folder_of(file) + path;
}

/// Reads the address of the program, which may be on another host than the pages.
void read_comments_url(ConfigReader& reader, Site& site) {
  std::string comments_url;
  reader.text("site.comments_url", comments_url);
  if (!comments_url.empty()) {
    comments_url = with_ascii_host(comments_url);
    const auto url = parse_url(comments_url);
    const std::string origin = url ? url->origin() : std::string{};
    std::string_view path = url ? url->path : std::string_view{};
    while (path.ends_with('/')) path.remove_suffix(1);
    if (origin.empty() || url->query || url->fragment)
      reader.add_error("site.comments_url",
                       "must be an address such as \"https://comments.example.org\"");
    else if (!path.empty() && path != site.view.mount)
      reader.add_error("site.comments_url",
                       fmt::format("must have no path: the path is site.mount, "
                                   "which is \"{}\"",
                                   site.view.mount));
    else if (site.url.empty())
      reader.add_error("site.comments_url", "needs site.url too, the address of the pages");
    site.origins.push_back(origin);
  }
  site.view.address = SiteAddress(site.url, comments_url);
}

void read_site(ConfigReader& reader, Config& config) {
  Site& site = config.site;
  reader.text("site.name", site.view.site_name);
  reader.text("site.url", site.url);
  if (!site.url.empty()) {
    site.url = with_ascii_host(site.url);
    const auto url = parse_url(site.url);
    const std::string origin = url ? url->origin() : std::string{};
    if (origin.empty() || url->query || url->fragment)
      reader.add_error("site.url", "must be an address such as \"https://example.org\"");
    else
      site.url = url->text();
    site.origins.push_back(origin);
  }
  // Paths are appended to it.
  while (site.url.ends_with('/')) site.url.pop_back();
  std::vector<std::string> others;
  reader.texts("site.origins", others);
  for (const std::string& other : others) {
    const std::string origin = origin_of(with_ascii_host(other));
    if (origin.empty())
      reader.add_error("site.origins",
                       "must be a list of addresses such as \"https://www.example.org\"");
    site.origins.push_back(origin);
  }
  reader.text("site.mount", site.view.mount);
  std::string& mount = site.view.mount;
  while (!mount.empty() && mount.back() == '/') mount.pop_back();
  if (!mount.empty() && !parse_page_path(mount))
    reader.add_error("site.mount", "must be a path such as \"/comments\"");
  read_comments_url(reader, site);
  reader.text("site.language", site.view.language);
  reader.text("site.timezone", config.timezone);
  if (!TimeZone::exists(config.timezone))
    reader.add_error("site.timezone",
                     fmt::format("there is no time zone \"{}\" on this system; use a name such as "
                                 "\"Europe/Paris\" or \"UTC\", and see that tzdata is installed",
                                 config.timezone));
  reader.text("site.date_format", site.view.date_format);
  reader.text("site.guidelines_url", site.view.guidelines_url);
  reader.text("site.intro", site.view.intro);
  std::vector<std::string> proxies;
  reader.texts("site.trusted_proxies", proxies);
  for (const std::string& proxy : proxies) {
    if (const auto address_prefix = parse_address_prefix(proxy))
      site.trusted_proxies.push_back(*address_prefix);
    else
      reader.add_error(
          "site.trusted_proxies",
          fmt::format("\"{}\" is not an address or network such as \"10.0.0.0/8\"", proxy));
  }
}

void read_store(ConfigReader& reader, Config& config) {
  std::string database = "sqlite:data/afterword.db";
  reader.text("store.database", database);
  constexpr std::string_view sqlite = "sqlite:";
  if (database.starts_with("postgresql:"))
    reader.add_error("store.database",
                     "PostgreSQL is not supported by this version; use \"sqlite:PATH\"");
  else if (!database.starts_with(sqlite) || database.size() == sqlite.size())
    reader.add_error("store.database", "must be \"sqlite:PATH\"");
  else
    config.database = beside(config.file, database.substr(sqlite.size()));
  config.database_setting = database;
  reader.boolean("store.create", config.create_database);
  reader.choice("store.journal", config.journal,
                {{"auto", JournalMode::automatic},
                 {"truncate", JournalMode::truncate},
                 {"wal", JournalMode::wal}});
}

enum class Verify { automatic, file, none };

void read_pages(ConfigReader& reader, Config& config) {
  Site& site = config.site;
  reader.text("pages.document_root", site.document_root);
  site.document_root = beside(config.file, site.document_root);
  while (site.document_root.size() > 1 && site.document_root.back() == '/')
    site.document_root.pop_back();
  site.allow = {"/*"};
  reader.texts("pages.allow", site.allow);
  for (const std::string& pattern : site.allow)
    if (!pattern.starts_with('/') && !pattern.starts_with('*'))
      reader.add_error("pages.allow",
                       fmt::format("\"{}\" must begin with a slash, as \"/blog/*\" does", pattern));
  Verify verify = Verify::automatic;
  reader.choice("pages.verify", verify,
                {{"auto", Verify::automatic}, {"file", Verify::file}, {"none", Verify::none}});
  if (verify == Verify::file && site.document_root.empty())
    reader.add_error("pages.verify", "\"file\" needs pages.document_root");
  site.verify_file =
      verify == Verify::file || (verify == Verify::automatic && !site.document_root.empty());
}

void read_comments(ConfigReader& reader, Config& config) {
  Site& site = config.site;
  reader.boolean("comments.require_name", site.submission.require_name);
  reader.boolean("comments.require_email", site.submission.require_email);
  site.view.require_name = site.submission.require_name;
  site.view.require_email = site.submission.require_email;
  reader.boolean("comments.website_field", site.view.website_field);
  reader.boolean("comments.hold_all", site.moderation.hold_all);
  reader.boolean("comments.hold_first", site.moderation.hold_first);
  reader.boolean("comments.hold_contact_details", site.moderation.hold_contact_details);
  reader.text("comments.text_field", site.text_field);
  reader.integer("comments.max_links", site.moderation.max_links, 0, 1'000);
  reader.integer("comments.flood_seconds", site.moderation.flood_seconds, 0, 86'400);
  reader.integer("comments.edit_minutes", site.moderation.edit_minutes, 0, 366 * 24 * 60);
  site.view.edit_minutes = site.moderation.edit_minutes;
  reader.integer("comments.close_after_days", site.moderation.close_after_days, 0, 36'500);
  reader.integer("comments.threads_depth", site.view.threads_depth, 1, 10);
  reader.integer("comments.per_page", site.per_page, 1, 1'000);
  reader.choice("comments.order", site.view.newest_first, {{"oldest", false}, {"newest", true}});
  reader.boolean("comments.search", site.view.search);
  reader.integer("comments.check_seconds", site.view.check_seconds, 0, 3'600);
  reader.boolean("comments.likes", site.view.likes);
  reader.choice("comments.default_page", site.open_newest, {{"oldest", false}, {"newest", true}});
  reader.choice("comments.format", site.submission.format,
                {{"plain", TextFormat::plain}, {"markdown", TextFormat::markdown}});
  site.view.markdown = site.submission.format == TextFormat::markdown;
  reader.choice("comments.avatars", site.view.avatars,
                {{"identicon", AvatarKind::identicon},
                 {"gravatar", AvatarKind::gravatar},
                 {"none", AvatarKind::none}});
}

/// Parses "GLOB ADDRESS" lines: who is notified of new comments on which pages.
void read_page_authors(ConfigReader& reader, MailSettings& mail) {
  std::vector<std::string> lines;
  reader.texts("mail.page_authors", lines);
  for (const std::string& line : lines) {
    const std::size_t space = line.rfind(' ');
    const std::string glob = line.substr(0, std::min(space, line.size()));
    const std::string address = space == std::string::npos ? "" : line.substr(space + 1);
    if (!glob.starts_with('/') || !is_email(address))
      reader.add_error("mail.page_authors",
                       fmt::format("\"{}\" must be a page and an address, such as \"/blog/* "
                                   "ana@example.org\"",
                                   line));
    else
      mail.page_authors.push_back({std::string(trim(glob)), address});
  }
}

void read_mail(ConfigReader& reader, Config& config) {
  MailSettings& mail = config.site.mail;
  reader.text("mail.from", mail.from);
  if (!mail.from.empty() && !is_email(mail.from))
    reader.add_error("mail.from",
                     "must be one complete email address, without a name or line breaks");
  mail.enabled = !mail.from.empty();
  std::string to;
  reader.text("mail.to", to);
  for (std::string_view rest = to; !rest.empty();) {
    const std::string_view address = trim(take_part(rest, ','));
    if (is_email(address))
      mail.moderators.emplace_back(address);
    else
      reader.add_error("mail.to", fmt::format("\"{}\" is not a complete email address", address));
  }
  if (mail.enabled && config.site.url.empty())
    reader.add_error("mail.from", "mails have links, so mail needs site.url too");
  reader.text("mail.via", mail.via);
  if (!parse_mail_route(mail.via))
    reader.add_error("mail.via",
                     "must be \"sendmail\", \"sendmail:/path/of/it\", "
                     "\"smtp://host:port\" or \"smtps://host:port\"");
  reader.choice(
      "mail.tls", mail.tls,
      {{"auto", MailTls::automatic}, {"required", MailTls::required}, {"none", MailTls::none}});
  reader.text("mail.user", mail.user);
  std::string password_file;
  reader.text("mail.password_file", password_file);
  if (!password_file.empty()) {
    const auto text = read_file(beside(config.file, password_file), longest_secret_file);
    if (text)
      mail.password = trim(std::string_view(*text).substr(0, text->find('\n')));
    else if (!mail.user.empty())
      reader.add_error("mail.password_file", text.error());
  }
  if (!mail.user.empty() && mail.password.empty())
    reader.add_error("mail.password_file",
                     "mail.user needs a file here whose first line is the password");
  reader.text("mail.ca_file", mail.ca_file);
  mail.ca_file = beside(config.file, mail.ca_file);
  int digest_minutes = 0;
  reader.integer("mail.digest_minutes", digest_minutes, 0, 7 * 24 * 60);
  mail.digest_ms = digest_minutes * minute_ms;
  read_page_authors(reader, mail);
  config.site.view.offer_mail = mail.enabled;
}

void read_care(ConfigReader& reader, Config& config) {
  reader.boolean("reports.enabled", config.site.view.report_link);
  reader.replaced("care.worry_link", "reports.enabled");
  reader.boolean("care.help_beside_form", config.site.view.help_beside_form);
  reader.replaced("care.weigh_words",
                  "care.mode: \"attentive\" weighs words, \"phrases\" and \"off\" do not");
  auto mode = default_care_mode;
  if (reader.choice("care.mode", mode,
                    {{"off", CareMode::off},
                     {"phrases", CareMode::phrases},
                     {"attentive", CareMode::attentive}}))
    config.site.care_mode = mode;
  reader.integer("care.keep_days", config.site.care_keep_days, 1, 3'650);
}

void read_installation(ConfigReader& reader, Config& config) {
  reader.text("publish.directory", config.publish_directory);
  config.publish_directory = beside(config.file, config.publish_directory);
  while (config.publish_directory.size() > 1 && config.publish_directory.ends_with('/'))
    config.publish_directory.pop_back();
  reader.text("templates.directory", config.templates_directory);
  config.templates_directory = beside(config.file, config.templates_directory);
  const std::string standard = config.listen;
  reader.text("server.listen", config.listen);
  config.listen_is_set = config.listen != standard;
  constexpr std::string_view socket = "unix:";
  if (config.listen.starts_with(socket))
    config.listen = std::string(socket) + beside(config.file, config.listen.substr(socket.size()));
  reader.integer("server.workers", config.workers, 0, 256);
  reader.integer("server.request_seconds", config.request_seconds, 1, 600);
  std::string mode = "0660";
  reader.text("server.socket_mode", mode);
  const bool octal =
      mode.size() == 4 && mode[0] == '0' && mode.find_first_not_of("01234567") == std::string::npos;
  if (octal)
    config.socket_mode = std::stoi(mode, nullptr, 8);
  else
    reader.add_error("server.socket_mode", "must be an octal mode in quotes, such as \"0660\"");
}

Instant written_at(const std::string& file) {
  struct stat info {};
  return ::stat(file.c_str(), &info) == 0 ? Instant{info.st_mtim.tv_sec * second_ms} : Instant{};
}

}  // namespace

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? "" : file.substr(0, slash + 1);
}

std::string starting_config(std::optional<CareMode> care) {
  std::string text(embedded_template("afterword.toml"));
  constexpr std::string_view unset = "# mode = \"phrases\"";
  const std::size_t at = text.find(unset);
  if (care && at != std::string::npos)
    text.replace(at, unset.size(), fmt::format("mode = \"{}\"", to_text(*care)));
  return text;
}

Result<Config, ConfigErrors> read_config(const std::string& file) {
  if (struct stat info{}; ::stat(file.c_str(), &info) != 0)
    return Failure{ConfigErrors{fmt::format(
        "{}: there is no such file; make one with `afterword init DIR`, or name it with --config",
        file)}};
  const auto text = read_file(file, longest_written_file);
  if (!text) return Failure{ConfigErrors{fmt::format("{} {}", file, text.error())}};
  const toml::parse_result parsed = toml::parse(*text, file);
  if (!parsed)
    return Failure{ConfigErrors{fmt::format("{}:{}: {}", file, parsed.error().source().begin.line,
                                            parsed.error().description())}};
  Config config;
  config.file = file;
  config.site.configured = written_at(file);
  config.site.version = content_hash(*text + AFTERWORD_VERSION);
  ConfigReader reader(file, parsed.table());
  read_site(reader, config);
  read_store(reader, config);
  read_pages(reader, config);
  read_comments(reader, config);
  read_mail(reader, config);
  read_care(reader, config);
  read_installation(reader, config);
  ConfigErrors errors = reader.finish();
  if (!errors.empty()) return Failure{std::move(errors)};
  return config;
}

}  // namespace afterword
