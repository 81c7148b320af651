#include "comment/submission.h"

#include <gtest/gtest.h>

#include <string>

namespace afterword {
namespace {

RawSubmission good() { return {"Ana", "ana@example.org", "", "Thank you.", "0"}; }

FieldErrors faults_of(const RawSubmission& raw) {
  const auto result = validate(raw, {});
  return result ? FieldErrors{} : result.error();
}

std::string repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Submission, AGoodOneIsTakenAsTyped) {
  RawSubmission raw = good();
  raw.url = "example.org";
  raw.comment = "One.\r\n\r\nTwo \\";
  raw.parent = "12";
  const auto comment = validate(raw, {});
  ASSERT_TRUE(comment);
  EXPECT_EQ(comment->author, "Ana");
  EXPECT_EQ(comment->url, "http://example.org");
  EXPECT_EQ(comment->text, "One.\n\nTwo \\");
  EXPECT_EQ(comment->parent, CommentId{12});
}

TEST(Submission, EveryFaultIsReportedTogether) {
  const RawSubmission raw{"  ", "nobody", "javascript:alert(1)", " \n ", ""};
  EXPECT_EQ(faults_of(raw), (FieldErrors{FieldError::text_missing, FieldError::author_missing,
                                         FieldError::email_invalid, FieldError::url_invalid}));
}

TEST(Submission, NameAndEmailMayBeLeftOutWhereTheSiteSaysSo) {
  const RawSubmission raw{"", "", "", "Hello", ""};
  EXPECT_EQ(faults_of(raw), (FieldErrors{FieldError::author_missing, FieldError::email_missing}));
  const auto comment = validate(raw, {false, TextFormat::plain});
  ASSERT_TRUE(comment);
  EXPECT_EQ(comment->author, "Anonymous");
}

TEST(Submission, LimitsCountCharactersAndNotBytes) {
  const std::string name = repeat("Ω", 245);
  const std::string text = repeat("語", 65'525);
  RawSubmission raw = good();
  raw.author = name;
  raw.comment = text;
  EXPECT_TRUE(faults_of(raw).empty());

  const std::string long_name = name + "Ω";
  const std::string long_text = text + "語";
  const std::string long_url = "http://example.org/" + repeat("a", 200);
  const std::string long_email = repeat("a", 100) + "@example.org";
  const RawSubmission over{long_name, long_email, long_url, long_text, ""};
  EXPECT_EQ(faults_of(over), (FieldErrors{FieldError::text_too_long, FieldError::author_too_long,
                                          FieldError::email_too_long, FieldError::url_too_long}));
}

TEST(Submission, ACommentOfTagsAloneSaysNothing) {
  RawSubmission raw = good();
  raw.comment = "<b></b> <i> </i>";
  EXPECT_EQ(faults_of(raw), FieldErrors{FieldError::text_missing});
}

TEST(Submission, AParentThatIsNoNumberIsAReplyToNothing) {
  RawSubmission raw = good();
  raw.parent = "first";
  EXPECT_EQ(faults_of(raw), FieldErrors{FieldError::parent_invalid});
}

TEST(Submission, NamesLoseTagsAndWhatTurnsTheLineAround) {
  RawSubmission raw = good();
  raw.author = "<b>Ana</b> \xE2\x80\xAEnot";
  const auto comment = validate(raw, {});
  ASSERT_TRUE(comment);
  EXPECT_EQ(comment->author, "Ana not");
}

TEST(Submission, EmailsAreThoseThatWordPressTakes) {
  for (const char* text : {"a@b.co", "bob@example.com", "phil@tv.example.museum", "a+b@c-d.org",
                           "o'neil@example.org", "kevin@many.subdomains.make.a.happy.man.edu"})
    EXPECT_TRUE(is_email(text)) << text;
  for (const char* text :
       {"", "a@b.c", "bob@your mom", "foo@@example.com", "foo@example", "@example.com",
        "a b@example.com", "x@-example.com", "x@example-.com", "x@.example.com", "x@example..com",
        "x@example.com.", "com.exampleNOSPAM"})
    EXPECT_FALSE(is_email(text)) << text;
}

TEST(Submission, WebAddressesGetASchemeAndOnlyTheWebsOwnPass) {
  EXPECT_EQ(web_address("example.com"), "http://example.com");
  EXPECT_EQ(web_address("example.com:8080/x"), "http://example.com:8080/x");
  EXPECT_EQ(web_address("//example.com"), "http://example.com");
  EXPECT_EQ(web_address("HTTPS://Example.com/A?b=c#d"), "https://Example.com/A?b=c#d");
  EXPECT_EQ(web_address(" http://exämple.de/ "), "http://exämple.de/");
  for (const char* text : {"javascript:alert(1)",
                           "JavaScript://example.com/%0aalert(1)",
                           "data:text/html,x",
                           "vbscript:x",
                           "mailto:a@example.org",
                           "ftp://example.org",
                           "http://",
                           "http:///x",
                           "hello",
                           "http://a b.example",
                           "http://user@example.org",
                           "http://example.org/\"x",
                           "http://ex<b>.org",
                           "http://.org",
                           "http://a..b",
                           "java\tscript:alert(1)",
                           "file:///etc/passwd",
                           "http://example.org:port",
                           "http://example.org:65536",
                           "http://ex%61mple.org",
                           "http://a,b.example",
                           "http://[::ffff:1.2.3.4]",
                           "x-y.z+1://example.org",
                           "java.script:alert(1)"})
    EXPECT_FALSE(web_address(text)) << text;
}

TEST(Submission, EmailsAreComparedWithoutTheCaseOfLetters) {
  EXPECT_EQ(normalized_email(" Ana@Example.ORG "), "ana@example.org");
}

}  // namespace
}  // namespace afterword
