#include "base/signed_link.h"

#include <array>

#include "base/id.h"

namespace afterword {
namespace {

constexpr std::array actions{LinkAction::approve, LinkAction::spam,        LinkAction::trash,
                             LinkAction::confirm, LinkAction::unsubscribe, LinkAction::own};

std::string content_of(const LinkClaims& claims) {
  return std::string(to_text(claims.action)) + '-' + std::to_string(claims.comment) + '-' +
         std::to_string(claims.version) + '-' + std::to_string(claims.expires.ms / second_ms);
}

}  // namespace

std::string_view to_text(LinkAction action) {
  switch (action) {
    case LinkAction::approve:
      return "approve";
    case LinkAction::spam:
      return "spam";
    case LinkAction::trash:
      return "trash";
    case LinkAction::confirm:
      return "confirm";
    case LinkAction::unsubscribe:
      return "unsubscribe";
    case LinkAction::own:
      return "own";
  }
  return "";
}

std::int64_t address_version(const SecretKey& key, std::string_view email) {
  constexpr std::size_t digits = 12;  // 48 bits
  return 1 + std::stoll(key.hash("link address", email).substr(0, digits), nullptr, 16);
}

std::string format_link_token(const SecretKey& key, const LinkClaims& claims) {
  const std::string content = content_of(claims);
  return content + '-' + key.hash("link", content);
}

Result<LinkClaims, LinkError> parse_link_token(const SecretKey& key, std::string_view token,
                                               Instant now) {
  std::array<std::string_view, 5> parts{};
  std::string_view rest = token;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t dash = i + 1 < parts.size() ? rest.find('-') : rest.size();
    if (dash == std::string_view::npos) return Failure{LinkError::malformed};
    parts[i] = rest.substr(0, dash);
    rest.remove_prefix(std::min(dash + 1, rest.size()));
  }
  LinkClaims claims;
  bool known = false;
  for (const LinkAction action : actions)
    if (parts[0] == to_text(action)) {
      claims.action = action;
      known = true;
    }
  const auto comment = parse_positive(parts[1]);
  const auto version = parts[2] == "0" ? std::optional<std::int64_t>(0) : parse_positive(parts[2]);
  const auto expires = parse_positive(parts[3]);
  // Limits seconds so that the conversion to milliseconds cannot overflow.
  if (!known || !comment || !version || !expires || *expires > 100'000'000'000)
    return Failure{LinkError::malformed};
  claims.comment = *comment;
  claims.version = *version;
  claims.expires = Instant{*expires * second_ms};
  if (!same_secret(parts[4], key.hash("link", content_of(claims))))
    return Failure{LinkError::wrong};
  if (now > claims.expires) return Failure{LinkError::expired};
  return claims;
}

}  // namespace afterword
