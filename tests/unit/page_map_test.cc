#include "domain/page_map.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

using Kind = PageMapError::Kind;

TEST(PageMap, AnExactRuleWinsThenTheLongestBeginning) {
  const auto [map, errors] = PageMap::parse(
      "\xef\xbb\xbf# moved in spring\n\n/a/ /b/\r\n/old/* /new/*\n/old/deep/*\t/deep/*\n");
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(map.size(), 3u);
  EXPECT_EQ(map.find("/a/#c1")->address, "/b/");
  EXPECT_EQ(map.find("/a/")->line, 3);
  EXPECT_EQ(map.find("/old/x/")->address, "/new/x/");
  EXPECT_EQ(map.find("/old/deep/x/")->address, "/deep/x/");
  EXPECT_EQ(map.find("/old/deep/x/")->line, 5);
  EXPECT_FALSE(map.find("/c/"));
}

TEST(PageMap, EveryWrongLineIsReportedAndTheOthersAreRules) {
  const auto parsed = PageMap::parse("/a/\n/a/ /b/ /c/\n/a/* /b/\n/a/ /b/\n/a/ /c/\n");
  std::vector<std::pair<int, Kind>> errors;
  for (const PageMapError& error : parsed.errors) errors.emplace_back(error.line, error.kind);
  EXPECT_EQ(errors, (std::vector<std::pair<int, Kind>>{{1, Kind::two_addresses},
                                                       {2, Kind::two_addresses},
                                                       {3, Kind::one_beginning},
                                                       {5, Kind::second_rule}}));
  EXPECT_EQ(parsed.errors.back().address, "/a/");
  EXPECT_EQ(parsed.map.find("/a/")->address, "/b/");
}

TEST(PageMap, TheNumberOfErrorsIsLimited) {
  std::string text;
  for (std::size_t i = 0; i < 2 * PageMap::most_errors; ++i) text += "x\n";
  EXPECT_EQ(PageMap::parse(text).errors.size(), PageMap::most_errors);
  EXPECT_EQ(PageMap::parse("/a/ /\xff/").errors.front().kind, Kind::not_utf8);
}

}  // namespace
}  // namespace afterword
