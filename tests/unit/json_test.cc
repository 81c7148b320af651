#include "base/json.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(Json, WritesMembersInInsertionOrder) {
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

TEST(Json, EscapesSpecialCharactersAndReplacesInvalidUtf8) {
  EXPECT_EQ(json_string("say \"hi\"\\\n\x01"), R"("say \"hi\"\\\n\u0001")");
  EXPECT_EQ(json_string("café"), "\"café\"");
  EXPECT_EQ(json_string("\xff|"), "\"\xEF\xBF\xBD|\"");
  EXPECT_EQ(JsonObject().add("a\"b", "</script>").text(), R"({"a\"b":"</script>"})");
}

TEST(Json, EmbedsRawJsonAndIndents) {
  JsonObject object;
  object.add("is", JsonValue::of_json(R"({"b":1})")).add("none", JsonArray());
  object.add("a,\"{", ":[").add("list", JsonArray().add(1).add("\\"));
  EXPECT_EQ(object.text(), R"({"is":{"b":1},"none":[],"a,\"{":":[","list":[1,"\\"]})");
  EXPECT_EQ(object.indented(), R"({
  "is": {
    "b": 1
  },
  "none": [],
  "a,\"{": ":[",
  "list": [
    1,
    "\\"
  ]
})");
}

TEST(JsonFields, ReadsTheScalarsOfAnObject) {
  const auto fields =
      JsonFields::parse(R"({"a":"\u00e9","n":-7,"yes":true,"no":null,"o":{"n":1}})");
  EXPECT_EQ(fields.text("a"), "é");
  EXPECT_EQ(fields.number("n", 0), -7);
  EXPECT_TRUE(fields.boolean("yes", false));
  EXPECT_FALSE(fields.contains("no"));
  EXPECT_FALSE(fields.contains("o"));
}

TEST(JsonFields, MissingOrMistypedMembersGiveTheDefault) {
  const auto fields = JsonFields::parse(R"({"text":"1","number":1})");
  EXPECT_EQ(fields.number("text", 5), 5);
  EXPECT_EQ(fields.text("number"), "");
  EXPECT_TRUE(fields.boolean("number", true));
  EXPECT_EQ(fields.number("missing", 9), 9);
}

TEST(JsonFields, ReadsAListOfObjects) {
  const auto rows = JsonFields::parse_list(R"({"rows":[{"a":1},7,{"a":2}]})", "rows");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[1].number("a", 0), 2);
  EXPECT_FALSE(JsonFields::parse_list(R"({"rows":{}})", "rows"));
  EXPECT_FALSE(JsonFields::parse_list(R"([{"a":1}])", "rows"));
  EXPECT_FALSE(JsonFields::parse_list("{", "rows"));
}

TEST(JsonFields, ANonObjectHasNoFields) {
  for (const char* text : {"", "[1]", "{", "\"a\"", "{} x"})
    EXPECT_EQ(JsonFields::parse(text), JsonFields()) << text;
  EXPECT_EQ(JsonFields::parse(R"({"a":1,"b":2})"), JsonFields::parse(R"({"b":2, "a":1})"));
  EXPECT_NE(JsonFields::parse(R"({"a":1})"), JsonFields::parse(R"({"a":2})"));
}

}  // namespace
}  // namespace afterword
