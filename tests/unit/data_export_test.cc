// Names of data files (transfer/data_export.h).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "transfer/data_export.h"

namespace afterword {
namespace {

TEST(DataFileName, FollowsThePathOfThePage) {
  EXPECT_EQ(data_file_name("/"), "index.json");
  EXPECT_EQ(data_file_name("/hello"), "hello.json");
  EXPECT_EQ(data_file_name("/blog/index"), "blog/index.json");
  EXPECT_EQ(data_file_name("/v1.2/привет"), "v1.2/привет.json");
  EXPECT_EQ(data_file_name("/.well_known/a b"), "_2ewell_5fknown/a_20b.json");
  EXPECT_EQ(data_file_name("/?p=12"), "_3fp_3d12.json");
}

TEST(DataFileName, OfAPageNamedIndexIsNotThatOfTheRoot) {
  EXPECT_EQ(data_file_name("/index"), "_69ndex.json");
}

TEST(DataFileName, OfAFolderIsNeverThatOfAFile) {
  EXPECT_EQ(data_file_name("/p.json/x.json/y.json"), "p_2ejson/x_2ejson/y.json.json");
  EXPECT_EQ(data_file_name("/.json/x"), "_2ejson/x.json");
}

TEST(DataFileName, IsShortenedAtAWholeCharacterAndStaysUnique) {
  std::string letters;
  for (int i = 0; i < 130; ++i) letters += "ж";
  const std::vector<std::string> parts{
      std::string(251, 'a'),       std::string(250, 'a') + "b",       std::string(250, '_'),
      std::string(1000, 'a'),      std::string(999, 'a') + "b",       letters,
      std::string(84, '_') + "aa", std::string(250, 'a') + "x.json",  std::string(300, '.'),
      std::string(255, 'a'),       std::string(250, 'a') + ".json.j",
  };
  std::set<std::string> names;
  for (const std::string& part : parts) {
    for (const std::string& page : {"/" + part, "/" + part + "/x"}) {
      const std::string name = data_file_name(page);
      EXPECT_TRUE(names.insert(name).second) << page;
      for (const auto& each : std::filesystem::path(name))
        EXPECT_LE(each.string().size(), 255u) << page;
    }
  }
  EXPECT_TRUE(names.contains(std::string(255, 'a') + "/x.json"));
  EXPECT_EQ(data_file_name("/" + letters).substr(0, 232), letters.substr(0, 232));
  EXPECT_EQ(data_file_name("/" + letters).substr(232, 2), "__");
}

}  // namespace
}  // namespace afterword
