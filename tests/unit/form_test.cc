// Submitted forms: valid ones are decoded as browsers encode them, everything else is refused.
#include "http/form.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

Result<Form, FormError> parse(std::string body,
                              std::string_view type = "application/x-www-form-urlencoded") {
  Request request;
  request.method = Method::post;
  request.content_type = type;
  request.body = std::move(body);
  return Form::parse(request);
}

FormError error(std::string body, std::string_view type = "application/x-www-form-urlencoded") {
  const auto form = parse(std::move(body), type);
  EXPECT_FALSE(form.has_value());
  return form.has_value() ? FormError{-1} : form.error();
}

TEST(Form, ReadsNamesAndValues) {
  const auto form = parse("author=J%C3%B6rg+S&comment=a%0D%0Ab%26&empty=&bare&&=x");
  ASSERT_TRUE(form);
  EXPECT_EQ(form.value().get("author"), "J\xc3\xb6rg S");
  EXPECT_EQ(form.value().get("comment"), "a\r\nb&");
  EXPECT_TRUE(form.value().has("empty"));
  EXPECT_TRUE(form.value().has("bare"));
  EXPECT_EQ(form.value().get("absent"), "");
  EXPECT_FALSE(form.value().has("absent"));
}

TEST(Form, FirstValueWins) {
  EXPECT_EQ(parse("a=1&a=2").value().get("a"), "1");
  EXPECT_EQ(parse("a=&a=2").value().get("a"), "");
}

TEST(Form, InvalidEscapesStayAsTyped) {
  EXPECT_EQ(parse("a=100%&b=%zz").value().get("a"), "100%");
  EXPECT_EQ(parse("a=100%&b=%zz").value().get("b"), "%zz");
}

TEST(Form, AnEmptyBodyIsAFormWithoutFields) { EXPECT_TRUE(parse("")); }

TEST(Form, RefusesNulAndInvalidUtf8InAnyNameOrValue) {
  for (const auto* body : {"a=%00", "%00=a", "a=%ff", "%C3=a", "a=%ED%A0%80", "x=1&a=%C0%AF"}) {
    EXPECT_EQ(error(body), FormError::malformed) << body;
  }
}

TEST(Form, ContentTypeIsComparedWithoutCaseAndParameters) {
  EXPECT_TRUE(parse("a=1", "Application/X-WWW-Form-URLEncoded; charset=UTF-8"));
  EXPECT_TRUE(parse("a=1", "application/x-www-form-urlencoded;charset=\"utf-8\""));
  EXPECT_EQ(error("a=1", "application/x-www-form-urlencoded; charset=iso-8859-1"),
            FormError::malformed);
  for (const auto* type : {"", "application/json", "text/plain", "multipart/mixed; boundary=x"}) {
    EXPECT_EQ(error("a=1", type), FormError::unsupported_type) << type;
  }
}

TEST(Form, MoreThanTwoHundredFieldsAreRefused) {
  std::string body;
  for (int i = 0; i < 200; ++i) body += "a" + std::to_string(i) + "=1&";
  EXPECT_TRUE(parse(body));
  EXPECT_EQ(error(body + "more=1"), FormError::too_many_fields);
}

TEST(Form, AnIncompleteBodyIsMalformed) {
  Request request;
  request.content_type = "application/x-www-form-urlencoded";
  request.body_state = BodyState::bad_length;
  EXPECT_EQ(Form::parse(request).error(), FormError::malformed);
}

}  // namespace
}  // namespace afterword
