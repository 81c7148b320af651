#include "base/signed_link.h"

#include <gtest/gtest.h>

#include <array>

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};
const SecretKey key(std::string(64, 'a'));

LinkClaims claims_of(LinkAction action) { return {action, 12, 3, Instant{noon.ms + link_ms}}; }

TEST(SignedLink, RoundTrips) {
  for (const LinkAction action : {LinkAction::approve, LinkAction::spam, LinkAction::trash,
                                  LinkAction::confirm, LinkAction::unsubscribe, LinkAction::own}) {
    const auto claims = parse_link_token(key, format_link_token(key, claims_of(action)), noon);
    ASSERT_TRUE(claims);
    EXPECT_EQ(claims->action, action);
    EXPECT_EQ(claims->comment, 12);
    EXPECT_EQ(claims->version, 3);
  }
}

/// Of a subscription whose number has ten digits.
LinkClaims subscription_claims(LinkAction action) {
  return {.action = action,
          .expires = Instant{noon.ms + manage_link_ms},
          .subscription = 1'234'567'890};
}

TEST(SignedLink, ALinkOfASubscriptionIsShortAndForItsActionOnly) {
  const std::array actions{LinkAction::confirm, LinkAction::unsubscribe, LinkAction::leave,
                           LinkAction::refuse, LinkAction::manage};
  for (const LinkAction action : actions) {
    const std::string token = format_link_token(key, subscription_claims(action));
    EXPECT_LE(token.size(), 64U) << token;
    const auto claims = parse_link_token(key, token, noon);
    ASSERT_TRUE(claims) << token;
    EXPECT_EQ(claims->action, action);
    EXPECT_EQ(claims->subscription, 1'234'567'890);
    for (const LinkAction other : actions) {
      if (other == action) continue;
      const std::string swapped =
          std::string(to_text(other)) + token.substr(to_text(action).size());
      EXPECT_FALSE(parse_link_token(key, swapped, noon)) << swapped;
    }
  }
}

TEST(SignedLink, ALinkThatEndsASubscriptionDoesNotExpire) {
  const Instant later{noon.ms + 3'650 * day_ms};
  for (const LinkAction action : {LinkAction::unsubscribe, LinkAction::leave, LinkAction::refuse})
    EXPECT_TRUE(parse_link_token(key, format_link_token(key, subscription_claims(action)), later));
  const std::string manage = format_link_token(key, subscription_claims(LinkAction::manage));
  EXPECT_EQ(parse_link_token(key, manage, later).error(), LinkError::expired);
}

TEST(SignedLink, EveryModificationIsDetected) {
  for (const LinkClaims& claims :
       {claims_of(LinkAction::approve), subscription_claims(LinkAction::unsubscribe),
        subscription_claims(LinkAction::manage)}) {
    const std::string token = format_link_token(key, claims);
    for (std::size_t i = 0; i < token.size(); ++i) {
      std::string changed = token;
      changed[i] = changed[i] == '1' ? '2' : '1';
      EXPECT_FALSE(parse_link_token(key, changed, noon)) << changed;
    }
  }
  const std::string token = format_link_token(key, claims_of(LinkAction::approve));
  const SecretKey other(std::string(64, 'b'));
  EXPECT_EQ(parse_link_token(other, token, noon).error(), LinkError::wrong);
}

TEST(SignedLink, IsValidForAWeek) {
  const std::string token = format_link_token(key, claims_of(LinkAction::spam));
  EXPECT_TRUE(parse_link_token(key, token, Instant{noon.ms + link_ms}));
  EXPECT_EQ(parse_link_token(key, token, Instant{noon.ms + link_ms + second_ms}).error(),
            LinkError::expired);
}

TEST(SignedLink, AMalformedLinkIsRejected) {
  for (const char* token :
       {"", "-", "approve", "approve-1-1-1", "approve-x-1-1-a", "delete-1-1-1-a",
        "approve-1--1-1-a", "approve-99999999999999999999-1-1-a", "approve-1-1-999999999999999-a"})
    EXPECT_EQ(parse_link_token(key, token, noon).error(), LinkError::malformed) << token;
}

}  // namespace
}  // namespace afterword
