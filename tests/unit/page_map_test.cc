#include "domain/page_map.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

using Kind = PageMapError::Kind;

TEST(PageMap, AnExactRuleWinsThenTheLongestBeginning) {
  const auto map = PageMap::parse(
      "\xef\xbb\xbf# moved in spring\n\n/a/ /b/\r\n/old/* /new/*\n/old/deep/*\t/deep/*\n");
  ASSERT_TRUE(map);
  EXPECT_EQ(map->size(), 3u);
  EXPECT_EQ(map->find("/a/#c1")->address, "/b/");
  EXPECT_EQ(map->find("/a/")->line, 3);
  EXPECT_EQ(map->find("/old/x/")->address, "/new/x/");
  EXPECT_EQ(map->find("/old/deep/x/")->address, "/deep/x/");
  EXPECT_EQ(map->find("/old/deep/x/")->line, 5);
  EXPECT_FALSE(map->find("/c/"));
}

TEST(PageMap, EveryWrongLineIsReported) {
  const auto map = PageMap::parse("/a/\n/a/ /b/ /c/\n/a/* /b/\n/a/ /b/\n/a/ /c/\n");
  ASSERT_FALSE(map);
  std::vector<std::pair<int, Kind>> errors;
  for (const PageMapError& error : map.error()) errors.emplace_back(error.line, error.kind);
  EXPECT_EQ(errors, (std::vector<std::pair<int, Kind>>{{1, Kind::two_addresses},
                                                       {2, Kind::two_addresses},
                                                       {3, Kind::one_beginning},
                                                       {5, Kind::second_rule}}));
  EXPECT_EQ(map.error().back().address, "/a/");
}

TEST(PageMap, TheNumberOfErrorsIsLimited) {
  std::string text;
  for (std::size_t i = 0; i < 2 * PageMap::most_errors; ++i) text += "x\n";
  EXPECT_EQ(PageMap::parse(text).error().size(), PageMap::most_errors);
  EXPECT_EQ(PageMap::parse("/a/ /\xff/").error().front().kind, Kind::not_utf8);
}

}  // namespace
}  // namespace afterword
