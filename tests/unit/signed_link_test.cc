#include "base/signed_link.h"

#include <gtest/gtest.h>

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

TEST(SignedLink, EveryModificationIsDetected) {
  const std::string token = format_link_token(key, claims_of(LinkAction::approve));
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == '1' ? '2' : '1';
    EXPECT_FALSE(parse_link_token(key, changed, noon)) << changed;
  }
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
