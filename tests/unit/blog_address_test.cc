// The identity of blogs and comments of other systems.
#include "transfer/wordpress/blog_address.h"
#include "transfer/source_number.h"

#include <gtest/gtest.h>

#include <set>

namespace afterword {
namespace {

TEST(BlogAddress, IgnoresPartsThatMayChangeForTheSameBlog) {
  for (const char* same :
       {"https://blog.example/a", "http://blog.example/a/", "https://www.Blog.Example/a//",
        "https://blog.example:443/a", "http://blog.example:80/a", "//blog.example/a",
        " blog.example./a ", "https://user@blog.example/a?x#y", "HTTPS://blog.example:443/a",
        "blog.example:80/a"})
    EXPECT_EQ(normal_blog_address(same), "blog.example/a") << same;
  EXPECT_EQ(normal_blog_address("https://blog.example/"), "blog.example");
  std::set<std::string> apart;
  for (const char* other :
       {"https://blog.example", "https://blog.example/a", "https://blog.example/A",
        "https://blog.example:8080/a", "https://a.blog.example/a"})
    EXPECT_TRUE(apart.insert(normal_blog_address(other)).second) << other;
  for (const char* none : {"", " ", "https://", "/a/", "/a?u=http://blog.example",
                           "ftp://blog.example", "https://blog.example:x"})
    EXPECT_EQ(normal_blog_address(none), "");
}

TEST(SourceNumber, KeepsNumbersAndHashesOtherTexts) {
  EXPECT_EQ(source_number(" 7\n"), 7);
  EXPECT_EQ(source_number("-7"), -7);
  EXPECT_EQ(source_number("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(source_number(""), 0);
  EXPECT_EQ(source_number("0"), 0);
  std::set<std::int64_t> apart;
  for (const char* odd : {"9223372036854775808", "18446744073709551615", "7a", "a", "1.5", "+7"}) {
    EXPECT_LT(source_number(odd), -1'000'000'000'000) << odd;
    EXPECT_EQ(source_number(odd), source_number(odd));
    EXPECT_TRUE(apart.insert(source_number(odd)).second) << odd;
  }
}

}  // namespace
}  // namespace afterword
