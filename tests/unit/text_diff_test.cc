#include "comment/text_diff.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

/// Parts as "same[-gone][+added]".
std::string drawn(std::string_view before, std::string_view after) {
  std::string out;
  for (const DiffPart& part : diff_texts(before, after)) {
    if (part.kind == DiffPart::Kind::same) out += part.text;
    if (part.kind == DiffPart::Kind::gone) out += "[-" + part.text + "]";
    if (part.kind == DiffPart::Kind::added) out += "[+" + part.text + "]";
  }
  return out;
}

TEST(TextDiff, ShowsTheWordsThatChanged) {
  EXPECT_EQ(drawn("on Mondays at five", "on Fridays at five"), "on [-Mondays][+Fridays] at five");
  EXPECT_EQ(drawn("a b c", "a c"), "a [-b ]c");
  EXPECT_EQ(drawn("a c", "a b c"), "a [+b ]c");
  EXPECT_EQ(drawn("same", "same"), "same");
  EXPECT_EQ(drawn("", "new"), "[+new]");
  EXPECT_EQ(drawn("old", ""), "[-old]");
}

TEST(TextDiff, BothTextsAreInIt) {
  const std::string before = "one two\nthree  four five";
  const std::string after = "two one\nthree four  six five";
  std::string was;
  std::string is;
  for (const DiffPart& part : diff_texts(before, after)) {
    if (part.kind != DiffPart::Kind::added) was += part.text;
    if (part.kind != DiffPart::Kind::gone) is += part.text;
  }
  EXPECT_EQ(was, before);
  EXPECT_EQ(is, after);
}

TEST(TextDiff, TheLongestTextsTakeAMoment) {
  std::string before;
  std::string after;
  for (int i = 0; i < 10'000; ++i) {
    before += "a" + std::to_string(i) + " ";
    after += "b" + std::to_string(i) + " ";
  }
  EXPECT_FALSE(diff_texts(before, after).empty());
}

}  // namespace
}  // namespace afterword
