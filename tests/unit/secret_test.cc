#include "base/secret.h"

#include <gtest/gtest.h>

#include "base/id.h"

namespace afterword {
namespace {

TEST(Secret, HashesDifferByPurposeAndByKey) {
  start_secrets();
  const SecretKey key(std::string(64, 'a'));
  EXPECT_EQ(key.hash("avatar", "x"), key.hash("avatar", "x"));
  EXPECT_NE(key.hash("avatar", "x"), key.hash("link", "x"));
  EXPECT_NE(key.hash("ab", "c"), key.hash("a", "bc"));
  EXPECT_NE(key.hash("avatar", "x"), SecretKey(std::string(64, 'b')).hash("avatar", "x"));
  EXPECT_EQ(key.hash("avatar", "x").size(), 32U);
}

TEST(Secret, AKeyMustBe64HexadecimalDigits) {
  EXPECT_THROW(SecretKey(""), std::invalid_argument);
  EXPECT_THROW(SecretKey(std::string(63, 'a')), std::invalid_argument);
  EXPECT_THROW(SecretKey(std::string(66, 'a')), std::invalid_argument);
  EXPECT_THROW(SecretKey(std::string(64, 'g')), std::invalid_argument);
}

TEST(Secret, RandomTextsDiffer) {
  start_secrets();
  EXPECT_EQ(random_hex(16).size(), 32U);
  EXPECT_NE(random_hex(16), random_hex(16));
}

TEST(Secret, OnlyEqualTextsCompareEqual) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_TRUE(same_secret("", ""));
}

TEST(Secret, Sha256MatchesTheStandardsVectors) {
  // FIPS 180-2, appendix B.1.
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Id, OnlyAPositiveDecimalNumberIsAnId) {
  EXPECT_EQ(parse_id<CommentId>("17"), CommentId{17});
  EXPECT_EQ(parse_positive("9223372036854775807"), INT64_MAX);
  for (const char* text : {"", "0", "-1", "+1", " 1", "1 ", "1a", "0x1", "9223372036854775808"})
    EXPECT_FALSE(parse_positive(text)) << text;
}

}  // namespace
}  // namespace afterword
