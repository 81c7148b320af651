#include "domain/comment/shown_part.h"

#include <gtest/gtest.h>

#include <string>

namespace afterword {
namespace {

TEST(ShownPart, WholeTextIfItFits) {
  EXPECT_EQ(shown_part("a & b", 9), "a & b");
  EXPECT_EQ(shown_bytes("a & b"), 9U);
  EXPECT_EQ(shown_part("", 0), "");
}

TEST(ShownPart, EndsAtALineOrWordInTheSecondHalf) {
  EXPECT_EQ(shown_part("one two three four", 15), "one two three");
  EXPECT_EQ(shown_part("one two\nthree four", 16), "one two");
  EXPECT_EQ(shown_part(std::string(20, 'x'), 10), std::string(10, 'x'));
  EXPECT_EQ(shown_part("ééé", 3), "é");
}

TEST(FairShare, CutsTheLongestTextsToTheSameSize) {
  const auto everything = static_cast<std::size_t>(-1);
  EXPECT_EQ(fair_share({10, 20, 30}, 60, 1), everything);
  EXPECT_EQ(fair_share({10, 20, 30}, 50, 1), 20U);
  EXPECT_EQ(fair_share({100, 10, 100}, 60, 1), 25U);
  EXPECT_EQ(fair_share({100, 100}, 60, 40), 40U) << "none to less than the least";
  EXPECT_EQ(fair_share({}, 60, 1), 60U);
}

}  // namespace
}  // namespace afterword
