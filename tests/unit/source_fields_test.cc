// Fields of YAML and JSON files, good and bad (transfer/source_fields.h).
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "transfer/source_fields.h"

namespace afterword {
namespace {

/// "name=value;" of each field, or the error.
std::string shown(const Result<SourceFields, std::string>& fields) {
  if (!fields) return fields.error();
  std::string all;
  for (const auto& [name, value] : *fields) all += name + "=" + value + ";";
  return all;
}

std::string yaml(const std::string& text) { return shown(read_yaml_fields(text)); }

TEST(SourceFields, YamlValuesAreTextsAsTheyStand) {
  EXPECT_EQ(yaml("name: no\ndate: 2020-01-02\nn: 012\nempty:\nnothing: ~\nnull: 'null'\n"),
            "date=2020-01-02;empty=;n=012;name=no;null=null;");
  EXPECT_EQ(yaml("a: |\n  1\n   2\n\nb: >\n  1\n  2\nc: \"\\u00e4\\n\"\nd: 'it''s'\n"),
            "a=1\n 2\n;b=1 2\n;c=\u00e4\n;d=it's;");
  EXPECT_EQ(yaml("a: [x, {b: y}]\nc:\n  d: 1\ne: 2 # comment\n"), "e=2;");
  EXPECT_EQ(yaml("{a: 1, \"b\": 2}"), "a=1;b=2;");
  EXPECT_EQ(yaml(""), "");
  EXPECT_EQ(yaml("a: !!python/object:os.system x\n"), "a=x;");
}

TEST(SourceFields, YamlThatIsNoFlatMappingIsRefusedWithTheLine) {
  EXPECT_EQ(yaml("- a\n"), "line 1: the file must be a mapping (name: value)");
  EXPECT_EQ(yaml("just a text"), "line 1: the file must be a mapping (name: value)");
  EXPECT_EQ(yaml("a: 1\na: 2\n"), "line 2: the name \"a\" is there twice");
  EXPECT_EQ(yaml("a: &x 1\nb: *x\n"), "line 2: an alias (*), which is not supported");
  EXPECT_EQ(yaml("a: 1\n---\nb: 2\n"), "line 2: a second document begins");
  EXPECT_EQ(yaml("a: 1\n\tb: 2\n").substr(0, 8), "line 2: ");
  EXPECT_EQ(yaml("a: \"cut o").substr(0, 6), "line 1");
  EXPECT_EQ(yaml("a: b: c\n").substr(0, 8), "line 1: ");
  EXPECT_EQ(yaml("a: \xE4\n"), "incomplete UTF-8 octet sequence");
  EXPECT_EQ(yaml(std::string("a: \0", 4)), "control characters are not allowed");
}

TEST(SourceFields, DeepAndLongYamlTakesLittleTime) {
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_NE(yaml("a: " + std::string(1 << 20, '[')).find("line 1: "), std::string::npos);
  EXPECT_NE(yaml("a: " + std::string(1 << 20, '{')).find("line 1: "), std::string::npos);
  std::string nested = "a:\n";
  for (int i = 1; i < 1000; ++i) nested += std::string(static_cast<std::size_t>(i), ' ') + "- \n";
  yaml(nested);
  std::string questions;
  for (int i = 0; i < 100'000; ++i) questions += "? ";
  yaml(questions);
  yaml("a: " + std::string(1 << 20, '"'));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST(SourceFields, FrontMatterIsFollowedByAText) {
  const auto read = [](const std::string& text) { return shown(read_front_matter(text, "text")); };
  EXPECT_EQ(read("---\na: 1\n---\n\nHello.\n\n--- not a fence\n"),
            "a=1;text=Hello.\n\n--- not a fence;");
  EXPECT_EQ(read("---\r\na: 1\r\n---\r\nHello."), "a=1;text=Hello.;");
  EXPECT_EQ(read("---\n---"), "text=;");
  EXPECT_EQ(read("---\na: 1\n"), "the second line \"---\" is missing; was the file cut off?");
  EXPECT_EQ(read("a: 1\n"), "the file does not begin with a line \"---\"");
  EXPECT_EQ(read(""), "the file does not begin with a line \"---\"");
}

TEST(SourceFields, JsonIsOneObject) {
  EXPECT_EQ(shown(read_json_fields(R"({"a": "x", "b": 1, "c": [1], "d": true, "e": null})")),
            "a=x;b=1;");
  EXPECT_EQ(shown(read_json_fields("[1]")), "the file is not a JSON object; was it cut off?");
  EXPECT_EQ(shown(read_json_fields(R"({"a": ")")),
            "the file is not a JSON object; was it cut off?");
  EXPECT_EQ(shown(read_json_fields(std::string(1 << 20, '['))),
            "the file is not a JSON object; was it cut off?");
}

}  // namespace
}  // namespace afterword
