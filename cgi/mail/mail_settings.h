// The part of the configuration that determines how mail is sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

enum class MailTls {
  automatic,  // if the server offers it
  required,
  none,
};

/// A recipient of notifications about new comments on the pages that match a glob.
struct PageAuthor {
  std::string glob;
  std::string address;
};

struct MailSettings {
  bool enabled = false;
  std::string from;
  std::vector<std::string> moderators;
  std::string via = "sendmail";
  MailTls tls = MailTls::automatic;
  std::string user;
  std::string password;
  std::string ca_file;
  std::int64_t digest_ms = 0;
  std::vector<PageAuthor> page_authors;
};

/// The transport: a program, or a server.
struct MailRoute {
  std::string program;  // a sendmail program; "" for SMTP
  std::string url;      // "smtp://host:port"; "" for sendmail
};

/// Parses "sendmail", "sendmail:/path", "smtp://host[:port]" or "smtps://host[:port]"; nullopt for
/// anything else.
std::optional<MailRoute> parse_mail_route(std::string_view via);

}  // namespace afterword
