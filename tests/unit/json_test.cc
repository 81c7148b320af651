#include "base/json.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(Json, WritesMembersInTheOrderInWhichTheyAreAdded) {
  JsonObject object;
  object.add("id", 7).add("open", true).add("parent", nullptr);
  object.add("tags", JsonArray().add("b").add("a"));
  object.add("counts", JsonObject().add("all", std::int64_t{1} << 60));
  EXPECT_EQ(
      object.text(),
      R"({"id":7,"open":true,"parent":null,"tags":["b","a"],"counts":{"all":1152921504606846976}})");
  EXPECT_EQ(JsonObject().text(), "{}");
  EXPECT_EQ(JsonArray().text(), "[]");
}

TEST(Json, EscapesWhatWouldEndAStringAndReplacesWhatIsNotUtf8) {
  EXPECT_EQ(json_string("say \"hi\"\\\n\x01"), R"("say \"hi\"\\\n\u0001")");
  EXPECT_EQ(json_string("café"), "\"café\"");
  EXPECT_EQ(json_string("\xff|"), "\"\xEF\xBF\xBD|\"");
  EXPECT_EQ(JsonObject().add("a\"b", "</script>").text(), R"({"a\"b":"</script>"})");
}

}  // namespace
}  // namespace afterword
