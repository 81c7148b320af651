// The votes of a comment as its source writes them.
#include "transfer/source_votes.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace afterword {
namespace {

constexpr std::int64_t most = Votes::most;

TEST(SourceVotes, NumbersOfLikesAndDislikesAreBounded) {
  EXPECT_EQ(votes_of("3", "1"), (Votes{3, 1}));
  EXPECT_EQ(votes_of(" 3 ", ""), (Votes{3, 0}));
  EXPECT_EQ(votes_of("", "2.0"), (Votes{0, 2}));
  EXPECT_EQ(votes_of("-3", "-1"), (Votes{0, 0}));
  EXPECT_EQ(votes_of("1000000001", "99999999999999999999999"), (Votes{most, most}));
}

TEST(SourceVotes, ATextThatIsNoNumberCountsAsNoVotes) {
  for (const char* text : {"", "null", "many", "3 likes", "0x10", "inf", "nan", "1e999", "+"}) {
    EXPECT_EQ(votes_of(text, text), std::nullopt) << text;
    EXPECT_EQ(votes_of(text, "2"), (Votes{0, 2})) << text;
    EXPECT_EQ(votes_of_score(text), std::nullopt) << text;
  }
}

TEST(SourceVotes, AScoreIsLikesOrIfItIsNegativeDislikes) {
  EXPECT_EQ(votes_of_score("4"), (Votes{4, 0}));
  EXPECT_EQ(votes_of_score("-4"), (Votes{0, 4}));
  EXPECT_EQ(votes_of_score("0"), (Votes{0, 0}));
  EXPECT_EQ(votes_of_score("-99999999999"), (Votes{0, most}));
}

TEST(SourceVotes, AMemberOfAnyTypeIsReadWithoutAnError) {
  const auto object = nlohmann::json::parse(
      R"({"number": 3, "fraction": 2.5, "huge": 18446744073709551615, "text": "4", "null": null,
          "flag": true, "list": [1], "object": {"a": 1}})");
  EXPECT_EQ(vote_member(object, "number"), "3");
  EXPECT_EQ(vote_member(object, "fraction"), "2.5");
  EXPECT_EQ(votes_of(vote_member(object, "huge"), ""), (Votes{most, 0}));
  EXPECT_EQ(vote_member(object, "text"), "4");
  for (const char* name : {"null", "flag", "list", "object", "absent"})
    EXPECT_EQ(vote_member(object, name), "") << name;
}

}  // namespace
}  // namespace afterword
