// Blogger's two formats: odd files.
#include "transfer/readers/blogger.h"

#include <gtest/gtest.h>

#include "found_in_file.h"

namespace afterword {
namespace {

std::string in_takeout(const std::string& entries) {
  return "<feed xmlns='http://www.w3.org/2005/Atom' "
         "xmlns:blogger='http://schemas.google.com/blogger/2018'>" +
         entries +
         "<entry><id>tag:blogger.com,1999:blog-3.post-1</id><blogger:type>POST</blogger:type>"
         "<blogger:status>LIVE</blogger:status><title>A</title>"
         "<blogger:filename>/a.html</blogger:filename></entry></feed>";
}

std::string comment(const std::string& id, const std::string& elements) {
  return "<entry><id>tag:blogger.com,1999:blog-3.post-" + id +
         "</id><blogger:type>COMMENT</blogger:type>"
         "<blogger:parent>tag:blogger.com,1999:blog-3.post-1</blogger:parent>"
         "<content type='html'>Hi</content>" +
         elements + "</entry>";
}

Status status_of(const std::string& elements) {
  const FoundInFile found = found_in_file("blogger", in_takeout(comment("5", elements)));
  return found.comments.at(0).comment.status;
}

TEST(Blogger, OnlyALiveCommentIsPublic) {
  const auto with = [](const std::string& status) {
    return status_of("<blogger:status>" + status + "</blogger:status>");
  };
  EXPECT_EQ(with("LIVE"), Status::approved);
  EXPECT_EQ(with("\n LIVE\n"), Status::approved);
  EXPECT_EQ(with("DRAFT"), Status::waiting);
  EXPECT_EQ(with("SOMETHING_NEW"), Status::waiting);
  EXPECT_EQ(with(""), Status::waiting);
  EXPECT_EQ(with("SPAM_COMMENT"), Status::spam);
  EXPECT_EQ(with("SOFT_TRASHED"), Status::trash);
  EXPECT_EQ(with("DELETED"), Status::deleted);
  EXPECT_EQ(status_of("<blogger:status>LIVE</blogger:status><blogger:trashed>2020-01-01T00:00:00Z"
                      "</blogger:trashed>"),
            Status::trash);
}

TEST(Blogger, AuthorsDatesAndParentsMayBeMissing) {
  const FoundInFile found = found_in_file(
      "blogger", in_takeout(comment("5",
                                    "<blogger:inReplyTo>tag:blogger.com,1999:blog-3.post-6"
                                    "</blogger:inReplyTo>") +
                            comment("6",
                                    "<blogger:inReplyTo>tag:blogger.com,1999:blog-3.post-5"
                                    "</blogger:inReplyTo>") +
                            comment("7",
                                    "<blogger:inReplyTo>tag:blogger.com,1999:blog-3.post-99"
                                    "</blogger:inReplyTo><author/>") +
                            comment("c1",
                                    "<author><name> Una </name><email>noreply@blogger.com</email>"
                                    "<uri>javascript:x</uri></author>")));
  ASSERT_EQ(found.comments.size(), 4U);
  EXPECT_EQ(found.comments[0].parent, 6);
  EXPECT_EQ(found.comments[1].parent, 5);
  EXPECT_EQ(found.comments[2].parent, 99);
  EXPECT_EQ(found.comments[2].comment.author, "Anonymous");
  EXPECT_EQ(found.comments[2].comment.created.ms, 0);
  EXPECT_EQ(found.comments[3].fragments.at(0), "cc1");
  EXPECT_EQ(found.comments[3].comment.author, "Una");
  EXPECT_EQ(found.comments[3].comment.email, "");
  EXPECT_EQ(found.comments[3].comment.url, "");
  EXPECT_EQ(found.source.address, "3");
  EXPECT_EQ(found.paths, (std::vector<std::string>(4, "/a.html")));
}

TEST(Blogger, APostOfManyMegabytesIsNoError) {
  const std::string post =
      "<entry><id>tag:blogger.com,1999:blog-3.post-2</id>"
      "<blogger:type>POST</blogger:type><content>" +
      std::string(4 << 20, 'x') + "</content></entry>";
  const FoundInFile found = found_in_file("blogger", in_takeout(comment("5", "") + post));
  EXPECT_EQ(found.error, "");
  EXPECT_EQ(found.comments.size(), 1U);
}

TEST(Blogger, AFileWithoutCommentsOrCutOffIsAnError) {
  EXPECT_EQ(found_in_file("blogger", in_takeout("")).error,
            "there are no comments in the file; is it another format?");
  std::string cut = in_takeout("\n" + comment("5", ""));
  cut.resize(cut.size() - 3);
  const FoundInFile found = found_in_file("blogger", cut);
  EXPECT_EQ(found.error,
            "line 2: the file ends in the middle; it was cut off, so please export or upload it "
            "again");
  EXPECT_TRUE(found.comments.empty()) << "the posts are read first";
}

TEST(Blogger, IsRecognisedByRootAndNamespace) {
  EXPECT_TRUE(is_blogger(in_takeout("")));
  EXPECT_TRUE(
      is_blogger("<feed xmlns='http://www.w3.org/2005/Atom'><entry><category term='http://"
                 "schemas.google.com/blogger/2008/kind#post'/>"));
  EXPECT_FALSE(is_blogger("<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>"));
  EXPECT_FALSE(is_blogger("<rss><a>http://schemas.google.com/blogger/2018</a></rss>"));
}

}  // namespace
}  // namespace afterword
