#include "mail/message.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

Message message() {
  Message message;
  message.from = "blog@example.org";
  message.from_name = "Tern Lane, a blog";
  message.to = "ana@example.org";
  message.subject = "Hello";
  message.body = "Text";
  message.message_id = "1.a@example.org";
  message.date = Instant{1'289'936'040'000};
  return message;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(MailMessage, HasTheHeadersOfAutomaticMail) {
  const std::string text = to_rfc5322(message());
  for (const char* line :
       {"Date: Tue, 16 Nov 2010 19:34:00 +0000\r\n",
        "From: \"Tern Lane, a blog\" <blog@example.org>\r\n", "To: ana@example.org\r\n",
        "Subject: Hello\r\n", "Message-ID: <1.a@example.org>\r\n",
        "Auto-Submitted: auto-generated\r\n", "MIME-Version: 1.0\r\n",
        "Content-Type: text/plain; charset=utf-8\r\n", "\r\n\r\nText\r\n"})
    EXPECT_TRUE(has(text, line)) << line;
  EXPECT_FALSE(has(text, "Reply-To")) << "an empty header is left out";
}

TEST(MailMessage, HasTheHeadersOfAListAndAConversation) {
  Message listed = message();
  listed.from_name = "Grüße, ein Blog";
  listed.list_id = "comments.example.org";
  listed.unsubscribe = "https://example.org/comments/link/unsubscribe-1-a";
  listed.in_reply_to = "comment-2.b@example.org";
  listed.references = {"thread-1.a@example.org", "comment-2.b@example.org"};
  const std::string text = to_rfc5322(listed);
  for (const char* line :
       {"List-Id: =?UTF-8?B?R3LDvMOfZSwgZWluIEJsb2c=?= <comments.example.org>\r\n",
        "List-Unsubscribe: <https://example.org/comments/link/unsubscribe-1-a>\r\n",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        "In-Reply-To: <comment-2.b@example.org>\r\n",
        "References: <thread-1.a@example.org>\r\n <comment-2.b@example.org>\r\n"})
    EXPECT_TRUE(has(text, line)) << line << text;
}

TEST(MailMessage, TypedTextCannotAddHeaders) {
  for (const std::string& evil :
       {std::string("x\r\nBcc: victim@example.com"), std::string("x\nBcc: victim@example.com"),
        std::string("x\rBcc: victim@example.com"), std::string("x\0\r\nBcc: v@example.com", 21),
        std::string("x\xe2\x80\xa8"
                    "Bcc: v@example.com"),
        std::string("x\r\n\r\nBcc: v@example.com")}) {
    Message hostile = message();
    hostile.subject = hostile.from_name = hostile.reply_to = hostile.to = hostile.from = evil;
    hostile.message_id = hostile.unsubscribe = hostile.list_id = hostile.in_reply_to = evil;
    hostile.references = {evil, evil};
    const std::string text = to_rfc5322(hostile);
    const std::string head = text.substr(0, text.find("\r\n\r\n"));
    EXPECT_FALSE(has(head, "\nBcc:")) << evil;
    EXPECT_EQ(head.find('\0'), std::string::npos);
  }
}

TEST(MailMessage, NonAsciiTextBecomesEncodedWordsOfBoundedLength) {
  EXPECT_EQ(encode_header_text("Plain words"), "Plain words");
  EXPECT_EQ(encode_header_text("Grüße"), "=?UTF-8?B?R3LDvMOfZQ==?=");
  std::string longer;
  for (int i = 0; i < 100; ++i) longer += "Привет ";
  const std::string encoded = encode_header_text(longer);
  for (std::size_t at = 0; at < encoded.size();) {
    const std::size_t end = std::min(encoded.find("\r\n", at), encoded.size());
    EXPECT_LE(end - at, 76U);
    at = end + 2;
  }
  EXPECT_TRUE(encode_header_text("=?UTF-8?B?eA==?=").starts_with("=?UTF-8?B?PT9"))
      << "what looks encoded is encoded";
}

TEST(MailMessage, HeaderLinesHaveAtMost76Characters) {
  Message message;
  message.from = "comments@" + std::string(60, 'a') + ".example";
  message.to = "ann@example.org";
  for (const std::string& text : {std::string(200, 'x'), std::string(60, 'y'),
                                  std::string("Ünïcødé ", 12) + std::string(40, 'z')}) {
    message.subject = message.from_name = text;
    const std::string mail = to_rfc5322(message);
    const std::string head = mail.substr(0, mail.find("\r\n\r\n"));
    for (std::size_t at = 0; at < head.size();) {
      const std::size_t end = std::min(head.find("\r\n", at), head.size());
      const std::string line = head.substr(at, end - at);
      if (!line.starts_with(" <") && !line.starts_with("Message-ID")) {
        EXPECT_LE(line.size(), 76U) << line;
      }
      at = end + 2;
    }
  }
}

TEST(MailMessage, QuotedPrintableKeepsEveryByteOnShortLines) {
  EXPECT_EQ(encode_quoted_printable("a=b"), "a=3Db\r\n");
  EXPECT_EQ(encode_quoted_printable("end \nnext"), "end=20\r\nnext\r\n");
  EXPECT_EQ(encode_quoted_printable(".\n"), "=2E\r\n") << "a dot alone ends no message";
  EXPECT_EQ(encode_quoted_printable("é"), "=C3=A9\r\n");
  const std::string lines =
      encode_quoted_printable(std::string(1'000, 'x') + std::string(500, '='));
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find("\r\n", at);
    EXPECT_LE(end - at, 76U);
    at = end + 2;
  }
}

}  // namespace
}  // namespace afterword
