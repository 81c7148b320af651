#include "domain/comment/submission.h"
#include "domain/comment/submission_fields.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

namespace afterword {
namespace {

using Sent = std::map<std::string_view, std::string>;

/// A valid form with some fields replaced.
Sent sent(const Sent& changes = {}) {
  Sent fields{{"author", "Ana"}, {"email", "ana@example.org"}, {"comment", "Thank you."}};
  for (const auto& [name, value] : changes) fields[name] = value;
  return fields;
}

Result<Submission, FieldErrors> validated(const Sent& fields, const SubmissionRules& rules = {}) {
  return validate(
      [&](std::string_view field) {
        const auto found = fields.find(field);
        return found == fields.end() ? std::string_view() : std::string_view(found->second);
      },
      rules);
}

FieldErrors errors_of(const Sent& fields, const SubmissionRules& rules = {}) {
  const auto result = validated(fields, rules);
  return result ? FieldErrors{} : result.error();
}

std::string repeat(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Submission, AValidSubmissionIsAcceptedAsTyped) {
  const auto comment = validated(sent({{"email", " Ana@Example.ORG"},
                                       {"url", "example.org"},
                                       {"comment", "One.\r\n\r\nTwo \\"},
                                       {"comment_parent", "12"}}));
  ASSERT_TRUE(comment);
  EXPECT_EQ(comment->author, "Ana");
  EXPECT_EQ(comment->email, "ana@example.org");
  EXPECT_EQ(comment->url, "http://example.org");
  EXPECT_EQ(comment->text, "One.\n\nTwo \\");
  EXPECT_EQ(comment->parent, CommentId{12});
}

TEST(Submission, EveryErrorIsReportedTogether) {
  EXPECT_EQ(
      errors_of({{"author", "  "},
                 {"email", "nobody"},
                 {"url", "javascript:alert(1)"},
                 {"comment", " \n "},
                 {"comment_parent", "first"}}),
      (FieldErrors{FieldError::text_missing, FieldError::author_missing, FieldError::email_invalid,
                   FieldError::url_invalid, FieldError::parent_invalid}));
}

TEST(Submission, NameAndEmailAreOptionalIfConfigured) {
  const Sent fields{{"comment", "Hello"}};
  EXPECT_EQ(errors_of(fields),
            (FieldErrors{FieldError::author_missing, FieldError::email_missing}));
  const SubmissionRules only_name{.require_name = true, .require_email = false};
  EXPECT_EQ(errors_of(fields, only_name), (FieldErrors{FieldError::author_missing}));
  const auto comment = validated(fields, {.require_name = false, .require_email = false});
  ASSERT_TRUE(comment);
  EXPECT_EQ(comment->author, "Anonymous");
  EXPECT_EQ(comment->email, "");
}

TEST(Submission, LimitsCountCharactersAndNotBytes) {
  const Sent full{{"author", repeat("Ω", 245)}, {"comment", repeat("語", 65'525)}};
  EXPECT_TRUE(errors_of(sent(full)).empty());
  EXPECT_EQ(errors_of({{"author", full.at("author") + "Ω"},
                       {"email", repeat("a", 100) + "@example.org"},
                       {"url", "http://example.org/" + repeat("a", 200)},
                       {"comment", full.at("comment") + "語"}}),
            (FieldErrors{FieldError::text_too_long, FieldError::author_too_long,
                         FieldError::email_too_long, FieldError::url_too_long}));
}

TEST(Submission, ACommentOfOnlyTagsIsEmpty) {
  EXPECT_EQ(errors_of(sent({{"comment", "<b></b> <i> </i>"}})),
            FieldErrors{FieldError::text_missing});
  EXPECT_EQ(validate_text("<b></b>", TextFormat::plain).error(), FieldError::text_missing);
}

TEST(Submission, AnInvalidParentNumberIsAnError) {
  EXPECT_EQ(errors_of(sent({{"comment_parent", "first"}})),
            FieldErrors{FieldError::parent_invalid});
  EXPECT_EQ(validated(sent({{"comment_parent", " 0 "}}))->parent, std::nullopt);
}

TEST(Submission, NamesLoseTagsAndBidiControls) {
  const auto comment = validated(sent({{"author", "<b>Ana</b> \xE2\x80\xAEnot"}}));
  ASSERT_TRUE(comment);
  EXPECT_EQ(comment->author, "Ana not");
}

TEST(Submission, ABareSchemeIsNoWebsite) {
  EXPECT_EQ(validated(sent({{"url", "https://"}}))->url, "");
}

/// Formats 65525 as "65,525".
std::string with_commas(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

TEST(Submission, TemplatesAndDocumentationHaveTheLimitsOfTheTable) {
  const std::string form = read_file("templates/form.tpl");
  const std::string item = read_file("templates/moderate_edit_form.tpl") +
                           read_file("templates/moderate_reply_form.tpl");
  const std::string link = read_file("templates/link.tpl");
  const std::string sentences = read_file("templates/message.tpl");
  const std::string manual = read_file("docs/form.md");
  for (const SubmissionField& field : submission_fields()) {
    const std::string name(field.name);
    EXPECT_NE(manual.find("| `" + name + "` | "), std::string::npos) << name;
    if (describe(field.too_long).field.empty()) continue;
    EXPECT_EQ(describe(field.too_long).field, name);
    EXPECT_EQ(describe(field.missing).field, name);
    EXPECT_EQ(describe(field.invalid).field, name);

    const std::string shown = with_commas(field.limit);
    EXPECT_NE(manual.find("| `" + name + "` | " + shown + " |"), std::string::npos) << name;
    const std::string section = "{{#" + std::string(describe(field.too_long).message) + "}}";
    const std::string sentence = sentences.substr(sentences.find(section) + section.size());
    EXPECT_LT(sentence.find(" " + shown + " characters"), sentence.find("{{/")) << name;

    const std::string limit = " maxlength=\"" + std::to_string(field.limit) + "\"";
    const auto has_limit = [&](const std::string& page, const std::string& input) {
      const std::size_t at = page.find(" name=\"" + input + "\"");
      return at != std::string::npos && page.find(limit, at) < page.find('>', at);
    };
    EXPECT_TRUE(has_limit(form, name)) << name;
    EXPECT_TRUE(has_limit(item, name == "comment" ? "text" : name)) << name;
    if (name != "comment") continue;
    EXPECT_TRUE(has_limit(item, "reply"));
    EXPECT_TRUE(has_limit(link, "text"));
  }
}

TEST(Submission, EmailsAreValidatedLikeInWordPress) {
  for (const char* text : {"a@b.co", "bob@example.com", "phil@tv.example.museum", "a+b@c-d.org",
                           "o'neil@example.org", "kevin@many.subdomains.make.a.happy.man.edu"})
    EXPECT_TRUE(is_email(text)) << text;
  for (const char* text :
       {"", "a@b.c", "bob@your mom", "foo@@example.com", "foo@example", "@example.com",
        "a b@example.com", "x@-example.com", "x@example-.com", "x@.example.com", "x@example..com",
        "x@example.com.", "com.exampleNOSPAM"})
    EXPECT_FALSE(is_email(text)) << text;
}

TEST(Submission, WebAddressesGetASchemeAndMustBeHttp) {
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

TEST(Submission, DomainsOfOtherScriptsAreAcceptedAndSentInPunycode) {
  // The examples of RFC 3492 section 7.1, and of IDNA2008 for letters that IDNA2003 changed.
  for (const auto& [typed, ascii] : std::vector<std::pair<const char*, const char*>>{
           {"ann@müller.example", "ann@xn--mller-kva.example"},
           {"ann@MÜLLER.Example", "ann@xn--mller-kva.example"},
           {"ann@faß.example", "ann@xn--fa-hia.example"},
           {"a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"},
           {"a@ليهمابتكلموشعربي؟.example", ""},
           {"a@почемужеонинеговорятпорусски.example",
            "a@xn--b1abfaaepdrnnbgefbadotcwatmq2g4l.example"},
           {"a@他们为什么不说中文.example", "a@xn--ihqwcrb4cv8a8dqg056pqjye.example"},
           {"a@example.org", "a@example.org"}}) {
    EXPECT_EQ(is_email(typed), *ascii != '\0') << typed;
    if (*ascii != '\0') {
      EXPECT_EQ(ascii_email(normalized_email(typed)), ascii);
    }
  }
  EXPECT_EQ(normalized_email(" Ann@MÜLLER.example "), "ann@müller.example");
  for (const char* text : {"ann@m\u00ADller.example", "ann@-ü.example", "ann@ü-.example",
                           "ann@☃.example", "ann@a b.example", "änn@example.org"})
    EXPECT_FALSE(is_email(text)) << text;
  EXPECT_FALSE(is_email("a@" + std::string(60, 'x') + "ü.example")) << "longer than a label may be";
}

TEST(Submission, EmailsAreComparedWithoutCase) {
  EXPECT_EQ(normalized_email(" Ana@Example.ORG "), "ana@example.org");
}

TEST(SubmissionTest, ATitleThatNobodyCanSeeIsNone) {
  for (const char* unseen : {"", " ", "\u3164", "\u2800", "\u00AD", "\u034F", "\u115F", "\uFE0F",
                             "\uFFA0", "\u200B", "\u2800 \u3164"})
    EXPECT_EQ(clean_title(unseen), "") << unseen;
  EXPECT_EQ(clean_title(" A\n  title\u2800 "), "A title\u2800");
}

}  // namespace
}  // namespace afterword
