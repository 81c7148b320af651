#include "base/text.h"

#include <gtest/gtest.h>

#include <chrono>

#include "slowness.h"

namespace afterword {
namespace {

TEST(Text, OnlyWellFormedUtf8IsValid) {
  for (const std::string& good : {std::string(), std::string("a\0b", 3), std::string("é語😀")})
    EXPECT_TRUE(is_valid_utf8(good)) << good;
  for (const char* bad : {"\x80", "\xC0\x80", "\xC3", "\xE2\x82", "\xED\xA0\x80",
                          "\xF4\x90\x80\x80", "\xFF", "a\xFE"})
    EXPECT_FALSE(is_valid_utf8(bad)) << bad;
}

TEST(Text, CharactersAreCodePoints) {
  EXPECT_EQ(count_characters("aé語😀"), 4U);
  EXPECT_EQ(first_characters("aé語😀", 2), "aé");
  EXPECT_EQ(first_characters("aé", 9), "aé");
  EXPECT_EQ(first_characters("aé", 0), "");
}

TEST(Text, UnicodeFormsAreNormalized) { EXPECT_EQ(to_nfc("e\xCC\x81"), "é"); }

TEST(Text, CombiningMarksAreInCanonicalOrder) {
  const std::string acute = "\xCC\x81";
  const std::string grave_below = "\xCC\x96";
  EXPECT_EQ(to_nfc("e" + acute + grave_below), "é" + grave_below);
  EXPECT_EQ(to_nfc("e" + grave_below + acute), "é" + grave_below);
  EXPECT_EQ(to_nfc("x" + acute + grave_below + "가"), "x" + grave_below + acute + "가");
}

TEST(Text, ALongRunOfMarksTakesBoundedTime) {
  for (const char* unit : {"\xCC\x81\xCC\x96", "\xE0\xBD\xB3"}) {
    std::string marks = "a";
    for (int i = 0; i < 65'000; ++i) marks += unit;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(clean_text(marks).empty());
    EXPECT_FALSE(clean_line(marks).empty());
    EXPECT_FALSE(fold_case(marks).empty());
    EXPECT_LT(std::chrono::steady_clock::now() - begin,
              slowness() * std::chrono::milliseconds(1'500));
  }
}

TEST(Text, RemovalLeavesNormalizedText) {
  EXPECT_EQ(clean_text("e\xE2\x80\xAE\xCC\x81"), "é");
  EXPECT_EQ(clean_line("e\xE2\x80\x8B\xCC\x81"), "é");
}

TEST(Text, AJoinerIsKeptOnlyBetweenTwoKeptCharacters) {
  const std::string joiner = "\xE2\x80\x8D";
  for (const std::string& after :
       {std::string("\xC2\xA0"), std::string("\xE2\x80\x8B"), std::string("\xE2\x80\xAE"), joiner})
    EXPECT_EQ(clean_line("é" + joiner + after), "é");
  EXPECT_EQ(clean_line("é" + joiner + "\xE2\x80\x8Bz"), "éz");
  EXPECT_EQ(clean_line("\xE2\x84\xAA" + joiner + "z"), "Kz");
}

TEST(Text, CaseIsFoldedInEveryScript) {
  EXPECT_EQ(fold_case("УСТАНОВКА"), fold_case("установка"));
  EXPECT_EQ(fold_case("STRASSE"), fold_case("straße"));
  EXPECT_EQ(fold_case("ΣΊΣΥΦΟΣ"), fold_case("σίσυφος"));
}

TEST(Text, FoldingGrowsACharacterAtMostFourTimes) {
  // Above these planes only ideographs have decompositions, into a single character.
  for (char32_t c = 0x80; c < 0x20000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string character;
    append_character(character, c);
    ASSERT_LE(count_characters(fold_marks(character)), 4U) << std::hex << std::uint32_t{c};
    ASSERT_LE(count_characters(fold_case(character)), 4U) << std::hex << std::uint32_t{c};
  }
  EXPECT_EQ(fold_marks("ﷺ"), "ﷺ");
  EXPECT_EQ(fold_marks("ﬃ"), "ffi");
}

TEST(Text, ANameIsOneLineWithoutBidiControls) {
  struct Case {
    const char* typed;
    const char* clean;
  };
  for (const Case& c :
       {Case{"  Ana \t\n Maria ", "Ana Maria"}, Case{"A\x01na\x7F", "Ana"},
        Case{"user\xE2\x80\xAEtxt.exe", "usertxt.exe"}, Case{"\xE2\x81\xA6x\xE2\x81\xA9", "x"},
        Case{"a\xE2\x80\x8B\xEF\xBB\xBF\xE2\x81\xA0z", "az"}, Case{"a\xE2\x80\x8Dz", "az"},
        Case{"👩\xE2\x80\x8D👧", "👩\xE2\x80\x8D👧"},
        Case{"می\xE2\x80\x8Cخواهم", "می\xE2\x80\x8Cخواهم"}, Case{"x\xE2\x80\x8D", "x"},
        Case{"\xC2\xA0 \xE3\x80\x80", ""}, Case{"", ""}})
    EXPECT_EQ(clean_line(c.typed), c.clean) << c.typed;
}

TEST(Text, ACommentKeepsItsLinesAndSpaces) {
  struct Case {
    std::string typed;
    const char* clean;
  };
  for (const Case& c : {Case{"a\r\nb\rc\n", "a\nb\nc"}, Case{"\n  a   b\t c  ", "a   b\t c"},
                        Case{std::string("a\0b\x1B[1m", 7), "ab[1m"}, Case{"e\xCC\x81", "é"},
                        Case{"x\xE2\x80\xAEy", "xy"}, Case{"back\\", "back\\"}})
    EXPECT_EQ(clean_text(c.typed), c.clean) << c.typed;
}

TEST(Text, TagsAreRemovedAndComparisonSignsAreKept) {
  EXPECT_EQ(strip_tags("<b>Ana</b>"), "Ana");
  EXPECT_EQ(strip_tags("a < b <3 >"), "a < b <3 >");
  EXPECT_EQ(strip_tags("x<script"), "x");
  EXPECT_EQ(strip_tags("<!-- x -->y<?z?>"), "y");
}

}  // namespace
}  // namespace afterword
