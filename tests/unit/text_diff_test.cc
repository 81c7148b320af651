#include "domain/moderation/text_diff.h"

#include <gtest/gtest.h>

#include <chrono>

#include "base/text.h"
#include "slowness.h"

namespace afterword {
namespace {

/// Formats the parts as "same[-removed][+added]".
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

TEST(TextDiff, ContainsBothTexts) {
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

TEST(TextDiff, TheLongestTextsTakeBoundedTime) {
  std::string before;
  std::string after;
  for (int i = 0; i < 10'000; ++i) {
    before += "a" + std::to_string(i) + " ";
    after += "b" + std::to_string(i) + " ";
  }
  EXPECT_FALSE(diff_texts(before, after).empty());
}

TEST(TextDiff, AShortenedDiffKeepsTheChangesAndTheirContext) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "wörter " + std::to_string(i) + " ";
  std::vector<DiffPart> parts = diff_texts(text + "old " + text, text + "new " + text);
  EXPECT_TRUE(shorten_diff(parts));
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_TRUE(parts[0].text.starts_with(" … "));
  EXPECT_TRUE(parts[0].text.ends_with("wörter 4999 "));
  EXPECT_EQ(parts[1].text, "old");
  EXPECT_EQ(parts[2].text, "new");
  EXPECT_TRUE(parts[3].text.starts_with(" wörter 0 "));
  for (const DiffPart& part : parts) {
    EXPECT_LT(part.text.size(), 500U);
    EXPECT_TRUE(is_valid_utf8(part.text));
  }
  std::vector<DiffPart> small = diff_texts("a b c", "a d c");
  EXPECT_FALSE(shorten_diff(small));
  EXPECT_EQ(small.size(), 4U);
}

TEST(TextDiff, TheLargestTextsAreComparedInBoundedTime) {
  std::string before;
  std::string after;
  for (int i = 0; i < 499; ++i) {
    // Words that differ in their last characters only.
    before += std::string(500, 'x') + std::to_string(i) + " same ";
    after += std::string(500, 'x') + std::to_string(-i) + " same ";
  }
  for (const auto& [one, other] :
       {std::pair{before, after}, std::pair{std::string(262'100, 'a'), std::string(262'100, 'b')},
        std::pair{std::string(131'000, ' '), before}}) {
    const auto began = std::chrono::steady_clock::now();
    std::vector<DiffPart> parts = diff_texts(one, other);
    shorten_diff(parts);
    const auto took = std::chrono::steady_clock::now() - began;
    EXPECT_LT(took, slowness() * std::chrono::milliseconds(200));
    std::size_t bytes = 0;
    for (const DiffPart& part : parts) bytes += part.text.size();
    EXPECT_LT(bytes, 21'000U);
    EXPECT_LE(parts.size(), 201U);
  }
}

}  // namespace
}  // namespace afterword
