#include "base/signed_link.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/id.h"

namespace afterword {
namespace {

constexpr std::array actions{LinkAction::approve, LinkAction::spam,        LinkAction::trash,
                             LinkAction::confirm, LinkAction::unsubscribe, LinkAction::own,
                             LinkAction::leave,   LinkAction::refuse,      LinkAction::manage};

/// The actions of a subscription's links.
bool is_about_subscription(LinkAction action) {
  return action == LinkAction::confirm || action == LinkAction::unsubscribe ||
         action == LinkAction::leave || action == LinkAction::refuse ||
         action == LinkAction::manage;
}

std::string content_of(const LinkClaims& claims) {
  if (claims.subscription != 0) {
    const std::string content =
        std::string(to_text(claims.action)) + '-' + std::to_string(claims.subscription);
    return claims.action == LinkAction::manage
               ? content + '-' + std::to_string(claims.expires.ms / second_ms)
               : content;
  }
  return std::string(to_text(claims.action)) + '-' + std::to_string(claims.comment) + '-' +
         std::to_string(claims.version) + '-' + std::to_string(claims.expires.ms / second_ms);
}

/// Parses a time in seconds, limited so that the conversion to milliseconds cannot overflow.
std::optional<Instant> parse_expiry(std::string_view text) {
  const auto seconds = parse_positive(text);
  if (!seconds || *seconds > 100'000'000'000) return std::nullopt;
  return Instant{*seconds * second_ms};
}

std::optional<LinkAction> parse_action(std::string_view text) {
  for (const LinkAction action : actions)
    if (text == to_text(action)) return action;
  return std::nullopt;
}

/// Reads the parts of a token before its keyed hash.
std::optional<LinkClaims> read_claims(const std::vector<std::string_view>& parts) {
  const auto action = parse_action(parts.front());
  const auto id = parts.size() > 2 ? parse_positive(parts[1]) : std::nullopt;
  if (!action || !id) return std::nullopt;
  LinkClaims claims;
  claims.action = *action;
  if (parts.size() == 5) {
    const auto version =
        parts[2] == "0" ? std::optional<std::int64_t>(0) : parse_positive(parts[2]);
    const auto expires = parse_expiry(parts[3]);
    if (!version || !expires) return std::nullopt;
    claims.comment = *id;
    claims.version = *version;
    claims.expires = *expires;
    return claims;
  }
  claims.subscription = *id;
  const std::size_t size = *action == LinkAction::manage ? 4 : 3;
  if (!is_about_subscription(*action) || parts.size() != size) return std::nullopt;
  if (size == 3) return claims;
  const auto expires = parse_expiry(parts[2]);
  if (!expires) return std::nullopt;
  claims.expires = *expires;
  return claims;
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
    case LinkAction::leave:
      return "leave";
    case LinkAction::refuse:
      return "refuse";
    case LinkAction::manage:
      return "manage";
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
  constexpr std::size_t most_parts = 5;
  std::vector<std::string_view> parts;
  for (std::string_view rest = token;;) {
    const std::size_t dash = std::min(rest.find('-'), rest.size());
    parts.push_back(rest.substr(0, dash));
    if (dash == rest.size()) break;
    rest.remove_prefix(dash + 1);
    if (parts.size() == most_parts) return Failure{LinkError::malformed};
  }
  const auto claims = read_claims(parts);
  if (!claims) return Failure{LinkError::malformed};
  if (!same_secret(parts.back(), key.hash("link", content_of(*claims))))
    return Failure{LinkError::wrong};
  const bool expires = claims->subscription == 0 || claims->action == LinkAction::manage;
  if (expires && now > claims->expires) return Failure{LinkError::expired};
  return *claims;
}

}  // namespace afterword
