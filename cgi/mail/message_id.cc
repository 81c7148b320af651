#include "mail/message_id.h"

#include <array>

#include "domain/comment/submission.h"

namespace afterword {
namespace {

constexpr std::array prefixes{std::pair{MessageSubject::mail, std::string_view("")},
                              std::pair{MessageSubject::comment, std::string_view("comment-")},
                              std::pair{MessageSubject::thread, std::string_view("thread-")}};

}  // namespace

std::string format_message_id(const SecretKey& key, const MessageClaims& claims,
                              std::string_view recipient) {
  std::string content;
  for (const auto& [subject, prefix] : prefixes)
    if (subject == claims.subject) content = prefix;
  content += std::to_string(claims.id);
  // Mail programs quote the address as it was sent.
  const std::string address = ascii_email(normalized_email(recipient));
  return content + '.' + key.hash("message id", content + ' ' + address);
}

std::optional<MessageClaims> parse_message_id(std::string_view local) {
  const std::string_view content = local.substr(0, local.find('.'));
  for (const auto& [subject, prefix] : prefixes)
    if (content.starts_with(prefix))
      if (const auto id = parse_positive(content.substr(prefix.size())))
        return MessageClaims{subject, *id};
  return std::nullopt;
}

bool is_message_to(const SecretKey& key, std::string_view local, std::string_view recipient) {
  const auto claims = parse_message_id(local);
  return claims && same_secret(local, format_message_id(key, *claims, recipient));
}

}  // namespace afterword
