#include "mail/mail_settings.h"

namespace afterword {
namespace {

constexpr std::string_view standard_program = "/usr/sbin/sendmail";

}  // namespace

std::optional<MailRoute> parse_mail_route(std::string_view via) {
  constexpr std::string_view sendmail = "sendmail";
  if (via == sendmail) return MailRoute{std::string(standard_program), {}};
  if (via.starts_with("sendmail:/")) return MailRoute{std::string(via.substr(9)), {}};
  for (const std::string_view scheme : {"smtp://", "smtps://"})
    if (via.starts_with(scheme) && via.size() > scheme.size() &&
        via.find_first_of(" \t\r\n@/", scheme.size()) == std::string_view::npos)
      return MailRoute{{}, std::string(via)};
  return std::nullopt;
}

}  // namespace afterword
