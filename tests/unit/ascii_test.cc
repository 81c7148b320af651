// ASCII classification and splitting.
#include "base/ascii.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(Ascii, NonAsciiBytesAreNoLettersDigitsOrSpaces) {
  for (int byte = 0x80; byte < 0x100; ++byte) {
    const char c = static_cast<char>(byte);
    EXPECT_FALSE(is_ascii_alphanumeric(c) || is_ascii_space(c) || is_ascii_control(c)) << byte;
    EXPECT_TRUE(is_beyond_ascii(c)) << byte;
    EXPECT_EQ(ascii_lower(c), c) << byte;
    EXPECT_EQ(hex_value(c), -1) << byte;
  }
  EXPECT_FALSE(is_ascii_letter(U'\u00E9') || is_ascii_digit(U'\u0661') ||
               is_ascii_space(U'\u00A0'));
}

TEST(Ascii, FoldsCaseOfLettersOnly) {
  EXPECT_EQ(ascii_lower("AZ[@`{\xc3\x89"), "az[@`{\xc3\x89");
  EXPECT_TRUE(same_ignoring_case("Content-Type", "content-TYPE"));
  EXPECT_FALSE(same_ignoring_case("[", "{"));
  EXPECT_TRUE(starts_ignoring_case("HTTP://x", "http://"));
  EXPECT_FALSE(starts_ignoring_case("htt", "http://"));
}

TEST(Ascii, TrimsBothEnds) {
  EXPECT_EQ(trim("\t\r\n a b \v\f"), "a b");
  EXPECT_EQ(trim_blanks("\t a\n "), "a\n");
  EXPECT_EQ(trim(" \n "), "");
}

TEST(Ascii, SplitsTexts) {
  std::vector<std::string_view> parts;
  for (std::string_view rest = "a,,b,"; !rest.empty();) parts.push_back(take_part(rest, ','));
  EXPECT_EQ(parts, (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split_words("  one two  "), (std::vector<std::string_view>{"one", "two"}));
}

}  // namespace
}  // namespace afterword
