// Response headers and cookies: no value can inject another header.
#include "http/response.h"

#include <gtest/gtest.h>

#include "http/cookie.h"

namespace afterword {
namespace {

using namespace std::string_literals;

std::string head_of(const Response& response) {
  std::string out;
  append_head(response, out);
  return out;
}

TEST(Response, HeadHasStatusFieldsLengthAndAnEmptyLine) {
  EXPECT_EQ(head_of({.status = 200, .headers = {{"Content-Type", "text/html"}}, .body = "hello"}),
            "Status: 200 OK\r\nX-Content-Type-Options: nosniff\r\nContent-Type: "
            "text/html\r\nContent-Length: 5\r\n\r\n");
}

TEST(Response, AnEmptyBodyIsAnnounced) {
  EXPECT_EQ(head_of({.status = 303, .headers = {{"Location", "/a/#comment-1"}}, .body = {}}),
            "Status: 303 See Other\r\nX-Content-Type-Options: nosniff\r\nLocation: "
            "/a/#comment-1\r\nContent-Length: 0\r\n\r\n");
}

TEST(Response, NotModifiedAndNoContentAnnounceNoLength) {
  EXPECT_EQ(head_of({.status = 304, .headers = {}, .body = {}}),
            "Status: 304 Not Modified\r\nX-Content-Type-Options: nosniff\r\n\r\n");
  EXPECT_EQ(head_of({.status = 204, .headers = {}, .body = {}}),
            "Status: 204 No Content\r\nX-Content-Type-Options: nosniff\r\n\r\n");
}

TEST(Response, ControlCharactersInValuesBecomeSpaces) {
  const std::string value = "/x\r\nSet-Cookie: a=b\0\t\x7f"s;
  EXPECT_EQ(head_of({.status = 304, .headers = {{"Location", value}}, .body = {}}),
            "Status: 304 Not Modified\r\nX-Content-Type-Options: nosniff\r\nLocation: /x  "
            "Set-Cookie: a=b   \r\n\r\n");
}

TEST(Response, BytesAbove127AreKept) {
  EXPECT_EQ(head_of({.status = 304, .headers = {{"X", "\xc3\xa9"}}, .body = {}}),
            "Status: 304 Not Modified\r\nX-Content-Type-Options: nosniff\r\nX: \xc3\xa9\r\n\r\n");
}

TEST(Response, EveryStatusHasAReasonPhrase) {
  for (const int status : {200, 201, 303, 304, 400, 403, 404, 405, 409, 413, 422, 429, 500, 503}) {
    EXPECT_NE(reason_phrase(status), "Unknown") << status;
  }
  EXPECT_EQ(reason_phrase(299), "Unknown");
}

TEST(Cookie, IsFoundByItsCompleteName) {
  constexpr std::string_view header = "xauthor=1; author=a%20b;  author=second; empty=; q=\"v\"";
  EXPECT_EQ(cookie_value(header, "author"), "a b");
  EXPECT_EQ(cookie_value(header, "empty"), "");
  EXPECT_EQ(cookie_value(header, "q"), "v");
  EXPECT_EQ(cookie_value(header, "auth"), std::nullopt);
  EXPECT_EQ(cookie_value("", "author"), std::nullopt);
  EXPECT_EQ(cookie_value("author=%zz", "author"), std::nullopt);
}

TEST(Cookie, EveryValueRoundTrips) {
  const std::string value = "a; b=\"c\"\r\n,\0 \xc3\xa9%"s;
  const auto written = format_set_cookie({.name = "author", .value = value});
  EXPECT_EQ(written.find_first_of("\r\n,\""), std::string::npos);
  EXPECT_EQ(cookie_value(written, "author"), value);
}

TEST(Cookie, AttributesAreWritten) {
  EXPECT_EQ(format_set_cookie({.name = "__Host-s",
                               .value = "1",
                               .max_age_seconds = 60,
                               .same_site = SameSite::strict,
                               .secure = true}),
            "__Host-s=1; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(format_set_cookie({.name = "s", .value = "", .path = "/a;b", .max_age_seconds = 0}),
            "s=; Path=/a%3Bb; Max-Age=0; HttpOnly; SameSite=Lax");
}

}  // namespace
}  // namespace afterword
