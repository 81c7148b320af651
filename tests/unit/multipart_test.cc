// multipart/form-data as browsers and scripts write it.
#include "http/multipart.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

using namespace std::string_literals;

const std::string type = "multipart/form-data; boundary=----WebKitX";

std::string part(const std::string& name, const std::string& value) {
  return "------WebKitX\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
         "\r\n";
}

const std::string end = "------WebKitX--\r\n";

Result<Form, FormError> parse(std::string body, std::string_view content_type = type) {
  Request request;
  request.content_type = content_type;
  request.body = std::move(body);
  return Form::parse(request);
}

TEST(Multipart, ReadsFields) {
  const auto form = parse(part("author", "J\xc3\xb6rg") + part("comment", "a\r\n--b\r\n\r\nc") +
                          part("empty", "") + part("author", "second") + end);
  ASSERT_TRUE(form);
  EXPECT_EQ(form.value().get("author"), "J\xc3\xb6rg");
  EXPECT_EQ(form.value().get("comment"), "a\r\n--b\r\n\r\nc");
  EXPECT_TRUE(form.value().has("empty"));
}

TEST(Multipart, ValuesAreNotDecoded) {
  EXPECT_EQ(parse(part("a", "%41+b") + end).value().get("a"), "%41+b");
}

TEST(Multipart, HeaderNamesIgnoreCase) {
  const auto form = parse(
      "--x\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: Form-Data; NAME=a\r\n\r\n1\r\n--x--",
      "Multipart/Form-Data; Boundary=\"x\"");
  ASSERT_TRUE(form);
  EXPECT_EQ(form.value().get("a"), "1");
}

TEST(Multipart, FilesAreDropped) {
  const std::string file =
      "------WebKitX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.png\"\r\n"
      "Content-Type: image/png\r\n\r\n\x89PNG\xff\r\n";
  const auto form = parse(file + part("a", "1") + end);
  ASSERT_TRUE(form);
  EXPECT_FALSE(form.value().has("f"));
  EXPECT_EQ(form.value().get("a"), "1");
}

TEST(Multipart, AnEmptyFormHasNoFields) { EXPECT_TRUE(parse(end)); }

TEST(Multipart, RefusesBrokenFraming) {
  const std::vector<std::string> bodies{
      "",
      "a=1",
      part("a", "1"),                                                        // no end
      part("a", "1") + "------WebKitX",                                      // truncated end
      "------WebKitX\r\n\r\n1\r\n" + end,                                    // no header
      "------WebKitX\r\nContent-Disposition: form-data\r\n\r\n1\r\n" + end,  // no name
      "------WebKitX\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" + end,
      "------WebKitX\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n" + end,
      "------WebKitX\r\nnonsense\r\n\r\n1\r\n" + end,
      "------WebKitXY\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" + end,
      "------WebKitX\r\nContent-Disposition: form-data; name=a\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n" +
          end,
      "------WebKitX\r\nX: " + std::string(5'000, 'x') +
          "\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" + end,
  };
  for (const auto& body : bodies) {
    const auto form = parse(body);
    ASSERT_FALSE(form) << body;
    EXPECT_EQ(form.error(), FormError::malformed) << body;
  }
}

TEST(Multipart, RefusesAnInvalidBoundary) {
  for (const auto& boundary : {std::string{}, std::string(71, 'b')}) {
    EXPECT_FALSE(parse("--" + boundary + "--", "multipart/form-data; boundary=" + boundary));
  }
  EXPECT_FALSE(parse("----", "multipart/form-data"));
}

TEST(Multipart, RefusesNulAndInvalidUtf8) {
  EXPECT_FALSE(parse(part("a", "x\0y"s) + end));
  EXPECT_FALSE(parse(part("a", "\xff") + end));
  EXPECT_FALSE(parse(part("\xff", "a") + end));
}

TEST(Multipart, CountsEveryPart) {
  std::string body;
  for (int i = 0; i < 200; ++i) body += part("a", "1");
  EXPECT_TRUE(parse(body + end));
  EXPECT_EQ(parse(body + part("a", "1") + end).error(), FormError::too_many_fields);
}

TEST(HeaderParameter, HeaderParameterIsFound) {
  EXPECT_EQ(header_parameter("form-data; name=\"a \\\"b\\\" \\\\ ; c\"; x=1", "x"), "1");
  EXPECT_EQ(header_parameter("form-data; name=\"a \\\"b\\\" \\\\ ; c\"", "name"), "a \"b\" \\ ; c");
  EXPECT_EQ(header_parameter("text/html ; Charset = utf-8 ", "charset"), "utf-8");
  EXPECT_EQ(header_parameter("text/html; flag; charset=utf-8", "charset"), "utf-8");
  EXPECT_EQ(header_parameter("text/html; charset=a; charset=b", "charset"), "a");
  EXPECT_EQ(header_parameter("name=a", "name"), std::nullopt);
  EXPECT_EQ(header_parameter("x; name=\"open", "name"), std::nullopt);
  EXPECT_EQ(header_parameter("x;;;", "name"), std::nullopt);
}

}  // namespace
}  // namespace afterword
