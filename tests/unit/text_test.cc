#include "base/text.h"

#include <gtest/gtest.h>

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

TEST(Text, TwoSpellingsOfALetterBecomeOne) { EXPECT_EQ(to_nfc("e\xCC\x81"), "é"); }

TEST(Text, CaseDoesNotMatterInAnyScript) {
  EXPECT_EQ(fold_case("УСТАНОВКА"), fold_case("установка"));
  EXPECT_EQ(fold_case("STRASSE"), fold_case("straße"));
  EXPECT_EQ(fold_case("ΣΊΣΥΦΟΣ"), fold_case("σίσυφος"));
}

TEST(Text, ANameIsOneLineInOneDirection) {
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

TEST(Text, TagsAreTakenOutAndComparisonsStay) {
  EXPECT_EQ(strip_tags("<b>Ana</b>"), "Ana");
  EXPECT_EQ(strip_tags("a < b <3 >"), "a < b <3 >");
  EXPECT_EQ(strip_tags("x<script"), "x");
  EXPECT_EQ(strip_tags("<!-- x -->y<?z?>"), "y");
}

}  // namespace
}  // namespace afterword
