// What of the configuration decides how mail goes out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

enum class MailTls {
  automatic,  // where the server offers it
  required,
  none,
};

/// Who is told of new comments on the pages that a glob names.
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

/// Where mail is handed over: a program, or a server.
struct MailRoute {
  std::string program;  // of sendmail; "" for SMTP
  std::string url;      // "smtp://host:port"; "" for sendmail
};

/// "sendmail", "sendmail:/path", "smtp://host[:port]" or "smtps://host[:port]"; else nullopt.
std::optional<MailRoute> parse_mail_route(std::string_view via);

}  // namespace afterword
