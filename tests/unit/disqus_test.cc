// Disqus's export: odd files, and the HTML of comments.
#include "transfer/readers/disqus.h"

#include <gtest/gtest.h>

#include "found_in_file.h"

namespace afterword {
namespace {

std::string in_disqus(const std::string& elements) {
  return "<?xml version=\"1.0\"?><disqus xmlns=\"http://disqus.com\" "
         "xmlns:dsq=\"http://disqus.com/disqus-internals\">"
         "<thread dsq:id=\"1\"><forum>f</forum><link>https://blog.example/a/</link></thread>" +
         elements + "</disqus>";
}

std::string post(const std::string& id, const std::string& elements) {
  return "<post dsq:id=\"" + id + "\"><message>Hi</message><thread dsq:id=\"1\"/>" + elements +
         "</post>";
}

Status status_of(const std::string& elements) {
  const FoundInFile found = found_in_file("disqus", in_disqus(post("5", elements)));
  return found.comments.at(0).comment.status;
}

TEST(Disqus, OnlyAPostThatIsNeitherDeletedNorSpamIsPublic) {
  EXPECT_EQ(status_of(""), Status::approved);
  EXPECT_EQ(status_of("<isDeleted>false</isDeleted><isSpam>false</isSpam>"), Status::approved);
  EXPECT_EQ(status_of("<isDeleted> true </isDeleted><isSpam>false</isSpam>"), Status::deleted);
  EXPECT_EQ(status_of("<isDeleted>true</isDeleted><isSpam>true</isSpam>"), Status::deleted);
  EXPECT_EQ(status_of("<isSpam>\n true\n</isSpam>"), Status::spam);
  EXPECT_EQ(status_of("<isApproved>false</isApproved>"), Status::waiting);
  EXPECT_EQ(status_of("<isApproved>true</isApproved>"), Status::approved);
}

TEST(Disqus, AnAuthorMayBeMissingOrEmpty) {
  const auto author_of = [](const std::string& elements) {
    return found_in_file("disqus", in_disqus(post("5", elements))).comments.at(0).comment.author;
  };
  EXPECT_EQ(author_of(""), "Anonymous");
  EXPECT_EQ(author_of("<author/>"), "Anonymous");
  EXPECT_EQ(author_of("<author><name> </name><username>una</username></author>"), "una");
  EXPECT_EQ(author_of("<author><name>\n Una\n</name><username>u</username></author>"), "Una");
}

TEST(Disqus, ACycleAPostWithoutANumberAndAnUnknownParentArePassedOn) {
  const FoundInFile found = found_in_file(
      "disqus",
      in_disqus(post("5", "<parent dsq:id=\"6\"/>") + post("6", "<parent dsq:id=\"5\"/>") +
                post("7", "<parent dsq:id=\"7\"/>") + post("8", "<parent dsq:id=\"99\"/>") +
                post("", "<parent/>")));
  ASSERT_EQ(found.comments.size(), 5U);
  EXPECT_EQ(found.comments[0].parent, 6);
  EXPECT_EQ(found.comments[1].parent, 5);
  EXPECT_EQ(found.comments[2].parent, 0) << "it is no reply to itself";
  EXPECT_EQ(found.comments[3].parent, 99);
  EXPECT_EQ(found.comments[4].comment.id.value, 0);
  EXPECT_EQ(found.source.address, "f");
}

TEST(Disqus, PostsWithoutAThreadAreLeftOut) {
  const FoundInFile found = found_in_file(
      "disqus", in_disqus("<thread><link>https://blog.example/b/</link></thread>"
                          "<post dsq:id=\"2\"><message>Hi</message></post>"
                          "<post dsq:id=\"3\"><message>Hi</message><thread/></post>"));
  EXPECT_TRUE(found.comments.empty());
  EXPECT_EQ(found.left_out, (std::vector<std::string>(2, "on a thread that is not in the file")));
}

TEST(Disqus, CommentsOfADeletedThreadComeIntoTheTrash) {
  const FoundInFile found = found_in_file(
      "disqus", in_disqus("<thread dsq:id=\"2\"><link>https://blog.example/b/</link>"
                          "<isClosed>true</isClosed><isDeleted>true</isDeleted></thread>"
                          "<post dsq:id=\"3\"><message>Hi</message><thread dsq:id=\"2\"/></post>"
                          "<post dsq:id=\"4\"><isSpam>true</isSpam><thread dsq:id=\"2\"/>"
                          "<message>Hi</message></post>"));
  ASSERT_EQ(found.comments.size(), 2U);
  EXPECT_EQ(found.comments[0].comment.status, Status::trash);
  EXPECT_EQ(found.comments[1].comment.status, Status::spam);
  EXPECT_TRUE(found.pages.empty()) << "a deleted thread closes no page";
}

TEST(Disqus, OnlyClosedThreadsMakeAPageWithoutComments) {
  const FoundInFile found = found_in_file(
      "disqus", in_disqus("<thread dsq:id=\"2\"><link>https://blog.example/b/</link>"
                          "<isClosed> true </isClosed></thread>"
                          "<thread dsq:id=\"3\"><link/><isClosed>true</isClosed></thread>" +
                          post("4", "")));
  ASSERT_EQ(found.pages.size(), 1U);
  EXPECT_EQ(found.pages[0].path, "/b/");
  EXPECT_TRUE(found.pages[0].closed);
}

TEST(Disqus, ALongCommentIsLeftOut) {
  const FoundInFile found =
      found_in_file("disqus", in_disqus("<post dsq:id=\"2\"><message>" + std::string(3 << 20, 'x') +
                                        "</message><thread dsq:id=\"1\"/></post>" + post("4", "")));
  EXPECT_EQ(found.left_out, (std::vector<std::string>{"longer than 65525 characters"}));
  EXPECT_EQ(found.comments.size(), 1U);
}

TEST(Disqus, AFileWithoutCommentsIsAnError) {
  EXPECT_EQ(found_in_file("disqus", in_disqus("")).error,
            "there are no comments in the file; please export them in Disqus again");
}

TEST(Disqus, UnwrapsLinksAndMentions) {
  struct Case {
    const char* html;
    const char* own;
  };
  constexpr const char* key = "AbCdEfGhIjKlMnOpQrStUvWx-_1";
  const std::string wrapped = std::string(
                                  "<a href=\"http://disq.us/url?url=http%3A%2F%2Fa.example"
                                  "%3A8080%2Fb%3Fc%3D1%26d%3D2%3A") +
                              key + "&amp;cuid=7\" rel=\"nofollow\">here</a>";
  for (const Case& c :
       {Case{"<p>a <b>b</b></p>", "<p>a <b>b</b></p>"},
        Case{wrapped.c_str(), "<a href=\"http://a.example:8080/b?c=1&amp;d=2\">here</a>"},
        // The port is no key.
        Case{"<a href='https://disq.us/url?url=http%3A%2F%2Fa.example%3A8080'>x</a>",
             "<a href=\"http://a.example:8080\">x</a>"},
        Case{"<a href=\"https://a.example/disq.us/url?url=b\">x</a>",
             "<a href=\"https://a.example/disq.us/url?url=b\">x</a>"},
        // Only the title has the target.
        Case{"<a href=\"http://disq.us/8abc\" title=\"http://a.example/long\">a.example/lo...</a>",
             "<a href=\"http://a.example/long\">http://a.example/long</a>"},
        Case{"<a href=\"http://disq.us/8abc\" title=\"my page\">x</a>",
             "<a href=\"http://disq.us/8abc\">x</a>"},
        Case{"<a href=\"http://a.example/long\">http://a.example/l…</a>",
             "<a href=\"http://a.example/long\">http://a.example/long</a>"},
        Case{"<a href=\"http://a.example/long\">and so on...</a>",
             "<a href=\"http://a.example/long\">and so on...</a>"},
        Case{"<a href=\"http://a.example/\">...</a>", "<a href=\"http://a.example/\">...</a>"},
        Case{"@una:disqus and @disqus_Ab1:disqus, hello", "@una and @disqus_Ab1, hello"},
        Case{"mail:disqus @:disqus :disqus", "mail:disqus @:disqus :disqus"},
        Case{"<a href=\"https://disqus.com/by/una/\">@una:disqus</a>",
             "<a href=\"https://disqus.com/by/una/\">@una</a>"},
        // Not closed.
        Case{"<a href=\"x\">y", "<a href=\"x\">y"}, Case{"<a href=\"x", "<a href=\"x"},
        Case{"</a><a >x</a>", "</a><a href=\"\">x</a>"}, Case{"", ""}})
    EXPECT_EQ(own_html_of_disqus(c.html), c.own) << c.html;
}

TEST(Disqus, IsRecognisedByRootAndNamespace) {
  EXPECT_TRUE(is_disqus(in_disqus("")));
  EXPECT_TRUE(is_disqus("<x:disqus xmlns:x='http://disqus.com'>"));
  EXPECT_FALSE(is_disqus("<rss><a>http://disqus.com <disqus></a></rss>"));
  EXPECT_FALSE(is_disqus("{\"a\": \"<disqus xmlns='http://disqus.com'>\"}"));
}

}  // namespace
}  // namespace afterword
