#include "transfer/json/json_stream.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace afterword {
namespace {

/// Writes what it receives.
class Recorder final : public JsonHandler {
 public:
  std::string events;
  std::string ends_at;  // a text after which it does not continue

  bool null() override { return add("null"); }
  bool boolean(bool yes) override { return add(yes ? "true" : "false"); }
  bool whole_number(std::int64_t number) override { return add(fmt::format("i{}", number)); }
  bool large_number(std::string_view digits) override { return add(fmt::format("I{}", digits)); }
  bool decimal_number(double number) override { return add(fmt::format("d{}", number)); }
  bool text(std::string_view text) override {
    add(fmt::format("'{}'", text));
    return ends_at.empty() || text != ends_at;
  }
  bool name(std::string_view name) override { return add(fmt::format("{}:", name)); }
  bool begin_object() override { return add("{"); }
  bool end_object() override { return add("}"); }
  bool begin_list() override { return add("["); }
  bool end_list() override { return add("]"); }

 private:
  bool add(const std::string& event) {
    events += (events.empty() ? "" : " ") + event;
    return true;
  }
};

/// The events of a file that is read in blocks of so many bytes, or the error.
std::string parsed_by(std::size_t block, std::string_view json, JsonEnd end) {
  const ByteSource source = [&]() -> Result<std::string_view, std::string> {
    const std::string_view bytes = json.substr(0, block);
    json.remove_prefix(bytes.size());
    return bytes;
  };
  ByteStream stream(source);
  Recorder recorder;
  const bool good = parse_json(stream, recorder, end);
  EXPECT_EQ(good, stream.error().empty());
  return good ? recorder.events : stream.error();
}

/// The same for blocks of every small size.
std::string parsed(std::string_view json, JsonEnd end = JsonEnd::of_file) {
  const std::string whole = parsed_by(json.size() + 1, json, end);
  for (std::size_t block = 1; block < 8; ++block)
    EXPECT_EQ(parsed_by(block, json, end), whole) << block;
  return whole;
}

TEST(JsonParser, ReportsEveryKindOfValue) {
  EXPECT_EQ(parsed(R"( {"a" : [1 , -0, true,false,null],"b":{}, "" : [ ] } )"),
            "{ a: [ i1 i0 true false null ] b: { } : [ ] }");
  EXPECT_EQ(parsed("\xEF\xBB\xBF[[\"\"]]\r\n"), "[ [ '' ] ]");
  EXPECT_EQ(parsed("7"), "i7");
  EXPECT_EQ(parsed("[1][", JsonEnd::of_value), "[ i1 ]");
}

TEST(JsonParser, ReportsNumbersWithoutLoss) {
  EXPECT_EQ(parsed("[9223372036854775807,-9223372036854775808]"),
            "[ i9223372036854775807 i-9223372036854775808 ]");
  EXPECT_EQ(parsed("[9223372036854775808,-9223372036854775809]"),
            "[ I9223372036854775808 I-9223372036854775809 ]");
  EXPECT_EQ(parsed("[1.5,1E2,-2e-1,1e-999,1e+0]"), "[ d1.5 d100 d-0.2 d0 d1 ]");
}

TEST(JsonParser, DecodesEscapes) {
  EXPECT_EQ(parsed(R"(["\"\\\/\b\f\n\r\t\u00e9\u00E9\u20ac\ud83d\ude00é"])"),
            "[ '\"\\/\b\f\n\r\téé€😀é' ]");
  EXPECT_EQ(parsed(R"(["\u0000"])"), std::string("[ '\0' ]", 7));
}

TEST(JsonParser, SaysWhereAndWhyAFileIsNotJson) {
  const auto wrong = [](std::string_view json) {
    const std::string why = parsed(json);
    constexpr std::string_view common = ": this is not JSON in UTF-8: ";
    const std::size_t at = why.find(common);
    return at == std::string::npos ? why
                                   : why.substr(0, at) + ": " + why.substr(at + common.size());
  };
  EXPECT_EQ(wrong("[1,\n ]"), "line 2, column 2: unexpected ']'");
  EXPECT_EQ(wrong("[1 2]"), "line 1, column 4: unexpected '2' instead of ',' or ']'");
  EXPECT_EQ(wrong("[01]"), "line 1, column 3: unexpected '1' instead of ',' or ']'");
  EXPECT_EQ(wrong("{1:2}"),
            "line 1, column 2: unexpected '1' instead of a name in quotation marks");
  EXPECT_EQ(wrong("{\"a\":1,}"),
            "line 1, column 8: unexpected '}' instead of a name in quotation marks");
  EXPECT_EQ(wrong("{\"a\" 1}"), "line 1, column 6: unexpected '1' instead of ':'");
  EXPECT_EQ(wrong("{\"a\":1]"), "line 1, column 7: unexpected ']' instead of ',' or '}'");
  EXPECT_EQ(wrong("[-x]"), "line 1, column 3: unexpected 'x' instead of a digit");
  EXPECT_EQ(wrong("[1.]"), "line 1, column 4: unexpected ']' instead of a digit");
  EXPECT_EQ(wrong("[1e]"), "line 1, column 4: unexpected ']' instead of a digit");
  EXPECT_EQ(wrong("[1e999]"), "line 1, column 7: number overflow");
  EXPECT_EQ(wrong("[trux]"), "line 1, column 5: unexpected 'x'");
  EXPECT_EQ(wrong("\xEF\xBB[]"), "line 1, column 3: unexpected '['");
  EXPECT_EQ(wrong("[\xE9]"), "line 1, column 2: unexpected byte 0xe9");
  EXPECT_EQ(wrong("[\"\\q\"]"),
            "line 1, column 4: unexpected 'q' instead of a letter of an escape");
  EXPECT_EQ(wrong("[\"\\u12g4\"]"),
            "line 1, column 7: unexpected 'g' instead of a hexadecimal digit");
  for (const char* half :
       {R"(["\ud83d"])", R"(["\ud83d\n"])", R"(["\ud83d\u0041"])", R"(["\ude00"])"})
    EXPECT_NE(wrong(half).find("a text has half of a surrogate pair"), std::string::npos) << half;
  EXPECT_EQ(wrong("[\"a\nb\"]"),
            "line 1, column 4: a line break or another control character in a text is not escaped");
  for (const char* text : {"\xE9", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "12345678\x80"})
    EXPECT_NE(wrong(fmt::format("[\"{}\"]", text)).find("ill-formed UTF-8"), std::string::npos);
  EXPECT_EQ(wrong("[]\n x"),
            "line 2, column 2: something follows the end of the JSON; please remove it");
  EXPECT_EQ(wrong(std::string_view("[\0]", 3)),
            "line 1, column 2: a byte of zero; is it UTF-16, or was it damaged? Please save it as "
            "UTF-8");
}

TEST(JsonParser, AFileThatEndsInTheMiddleWasCutOff) {
  EXPECT_EQ(parsed(""), "the file is empty");
  const std::string_view whole = R"({"a":[tru)";
  const std::string_view all = R"({"é\n\u00e9":[true,-1.5e+7,"\ud83d\ude00"]})";
  EXPECT_EQ(parsed(whole),
            "line 1: the file ends in the middle; it was cut off, so please export or upload it "
            "again");
  for (std::size_t bytes = 1; bytes < all.size(); ++bytes)
    EXPECT_EQ(parsed(all.substr(0, bytes)), parsed(whole)) << all.substr(0, bytes);
}

TEST(JsonParser, EndsWhereTheHandlerDoes) {
  const ByteSource source = [] { return std::string_view(R"(["a","b","c"])"); };
  ByteStream stream(source);
  Recorder recorder;
  recorder.ends_at = "b";
  EXPECT_FALSE(parse_json(stream, recorder, JsonEnd::of_file));
  EXPECT_EQ(recorder.events, "[ 'a' 'b'");
  EXPECT_EQ(stream.error(), "");
}

}  // namespace
}  // namespace afterword
