// Odd files of other systems. Ordinary ones are in tests/data/imports.
#include <gtest/gtest.h>

#include "found_in_file.h"

namespace afterword {
namespace {

FoundInFile read_text(std::string_view format, const std::string& text) {
  return found_in_file(format, text, SiteAddress("https://blog.example"), "Europe/Berlin");
}

/// The only comment of a file.
Comment read_one(std::string_view format, const std::string& text) {
  FoundInFile found = read_text(format, text);
  EXPECT_EQ(found.error, "");
  EXPECT_EQ(found.comments.size(), 1U);
  return found.comments.empty() ? Comment{} : std::move(found.comments.front().comment);
}

// --- Commento

std::string commento(const std::string& comment, const std::string& version = "1") {
  return R"({"version":)" + version + R"(,"comments":[{"commentHex":"a1","url":"/a",)" + comment +
         "\n}]}";
}

TEST(CommentoImport, UnknownVersionsAreRefused) {
  EXPECT_EQ(read_text("commento", commento(R"("markdown":"x")", "2")).error,
            "line 1: version 2 of the export of Commento is unknown; known are version 1, and "
            "version 3 of Comentario (`afterword import comentario`)");
  const FoundInFile late = read_text("commento", R"({"comments":[{"commentHex":"a1","url":"/a"}],)"
                                                 "\n\"version\":2}");
  EXPECT_TRUE(late.error.starts_with("line 2: version 2 ")) << late.error;
  EXPECT_TRUE(late.comments.empty());
}

TEST(CommentoImport, OnlyAnApprovedStateIsPublic) {
  const auto status_of = [](const std::string& rest) {
    return read_one("commento", commento(R"("markdown":"x",)" + rest)).status;
  };
  EXPECT_EQ(status_of(R"("state":"approved")"), Status::approved);
  EXPECT_EQ(status_of(R"("state":"flagged")"), Status::spam);
  EXPECT_EQ(status_of(R"("state":null)"), Status::waiting);
  EXPECT_EQ(status_of(R"("state":"approved","deleted":true)"), Status::deleted);
}

TEST(CommentoImport, AWrongTypeIsAnErrorWithItsLine) {
  EXPECT_EQ(read_text("commento", commento(R"("markdown":["x"])")).error,
            "line 1: \"markdown\" must be a text");
  EXPECT_EQ(read_text("commento", R"({"version":1,"comments":[{"url":"/a"}]})").error,
            "line 1: an object has no \"commentHex\"; is the file of another format?");
}

// --- Comentario

std::string comentario(const std::string& comment, const std::string& version = "3") {
  return R"({"comments":[{"id":"a1","pageId":"p1","markdown":"x",)" + comment +
         R"(}],"pages":[{"id":"p1","domainId":"d1","path":"/a","title":"A"}],"version":)" +
         version + "}";
}

TEST(ComentarioImport, PagesMayFollowTheCommentsAndOtherVersionsAreRefused) {
  const FoundInFile found = read_text("comentario", comentario(R"("isApproved":true)"));
  ASSERT_EQ(found.comments.size(), 1U);
  EXPECT_EQ(found.titles[0], "A");
  EXPECT_EQ(found.source.address, "d1");
  EXPECT_EQ(read_text("comentario", comentario(R"("isApproved":true)", "4")).error,
            "line 1: version 4 of the export of Comentario is unknown; known are version 3, and "
            "version 1 (`afterword import commento`)");
}

TEST(ComentarioImport, OnlyAnApprovedCommentIsPublic) {
  const auto status_of = [](const std::string& rest) {
    return read_one("comentario", comentario(rest)).status;
  };
  EXPECT_EQ(status_of(R"("isApproved":true,"isPending":false)"), Status::approved);
  EXPECT_EQ(status_of(R"("isApproved":true,"isPending":true)"), Status::waiting);
  EXPECT_EQ(status_of(R"("isApproved":false,"isPending":false)"), Status::trash);
  EXPECT_EQ(status_of(R"("score":1)"), Status::waiting);
}

// --- Artalk

std::string artalk(const std::string& rest) {
  return R"([{"id":"1","page_key":"/a","content":"x",)" + rest + "}]";
}

TEST(ArtalkImport, OnlyACommentThatIsNotPendingIsPublic) {
  const auto status_of = [](const std::string& rest) {
    return read_one("artalk", artalk(rest)).status;
  };
  EXPECT_EQ(status_of(R"("is_pending":"false")"), Status::approved);
  EXPECT_EQ(status_of(R"("is_pending":false)"), Status::approved);
  EXPECT_EQ(status_of(R"("is_pending":"true")"), Status::waiting);
  EXPECT_EQ(status_of(R"("is_pending":"")"), Status::waiting);
  EXPECT_EQ(status_of(R"("nick":"A")"), Status::waiting);
  EXPECT_EQ(read_text("artalk", artalk(R"("is_pending":"perhaps")")).error,
            "line 1: \"is_pending\" must be true or false");
}

TEST(ArtalkImport, APathOfAnotherSiteIsNotAPageOfThisOne) {
  const auto left_out = [](const std::string& urls) {
    return read_text("artalk", artalk(R"("site_urls":")" + urls + "\"")).left_out.size();
  };
  EXPECT_EQ(left_out("https://shop.example/"), 1U);
  EXPECT_EQ(left_out("https://shop.example, https://www.blog.example"), 0U);
  EXPECT_EQ(left_out(" ,x,"), 0U);
  EXPECT_EQ(left_out(""), 0U);
}

// --- Valine

std::string valine(const std::string& rest) {
  return R"({"objectId":"a1","url":"/a","createdAt":null,)" + rest + "}\n";
}

TEST(ValineImport, RemovesTheMentionThatAReplyBeginsWith) {
  const auto text_of = [](const std::string& html) {
    return read_one("valine", valine(R"("comment":")" + html + "\"")).text;
  };
  EXPECT_EQ(text_of("<p><a class='at' href='#a2'>@B</a> , yes</p>"),
            "<a href=\"#a2\">@B</a> , yes");  // not as Valine writes it
  EXPECT_EQ(text_of(R"(<p><a class=\"at\" href=\"#a2\">@B</a> , yes</p>)"), "yes");
  EXPECT_EQ(
      text_of(
          R"(<p><a href=\"#a2\" class=\"at\">@B</a>，<a class=\"at\" href=\"#a3\">@C</a> : yes</p>)"),
      "yes");
  EXPECT_EQ(text_of(R"([@B (the first)](#a2): yes)"), "yes");
  EXPECT_EQ(text_of("[@B] (#a2): yes"), "[@B] (#a2): yes");
  EXPECT_EQ(text_of(R"(<a class=\"at\" href=\"#a2\">@B)"), "<a class=\"at\" href=\"#a2\">@B");
}

TEST(ValineImport, OnlyAPublicRowIsPublic) {
  const auto status_of = [](const std::string& rest) {
    return read_one("valine", valine(R"("comment":"x",)" + rest)).status;
  };
  EXPECT_EQ(status_of(R"("ip":"")"), Status::approved);
  EXPECT_EQ(status_of(R"("status":"approved","isSpam":"false")"), Status::approved);
  EXPECT_EQ(status_of(R"("status":null)"), Status::waiting);
  EXPECT_EQ(status_of(R"("status":"spam")"), Status::spam);
  EXPECT_EQ(status_of(R"("status":"approved","isSpam":true)"), Status::spam);
  EXPECT_EQ(status_of(R"("ACL":{"*":{"read":true}})"), Status::approved);
  EXPECT_EQ(status_of(R"("ACL":{"role:admin":{"read":true}})"), Status::waiting);
}

TEST(ValineImport, EachLineIsAnObjectAndALineOfTheExporterIsIgnored) {
  const std::string file =
      "#filetype:JSON-streaming {\"type\":\"Class\"}\n" + valine(R"("comment":"x")") + "\n\n";
  EXPECT_EQ(read_one("valine", file).text, "x");
  EXPECT_EQ(read_text("valine", file + R"({"objectId":)").comments.size(), 1U);
  EXPECT_EQ(read_text("valine", file + R"({"objectId":)").error,
            "line 5: the file ends in the middle; it was cut off, so please export or upload it "
            "again");
  EXPECT_EQ(read_text("valine", file + valine(R"("text":"x")")).error,
            "line 5: an object has no \"comment\"; is the file of another format?");
}

TEST(ValineImport, ReadsDatesAndNumbersOfDatabases) {
  const auto created = [](const std::string& date) {
    return read_one("valine", valine(R"("comment":"x","createdAt":)" + date)).created.ms;
  };
  EXPECT_EQ(created(R"("2020-04-01T08:00:00.250Z")"), 1585728000250);
  EXPECT_EQ(created(R"("2020-04-01 10:00:00")"), 1585728000000);
  EXPECT_EQ(created("1585728000250"), 1585728000250);
  EXPECT_EQ(created("1585728000250.0"), 1585728000250);
  EXPECT_EQ(created(R"({"$date":{"$numberLong":"1585728000250"}})"), 1585728000250);
  EXPECT_EQ(created(R"({"__type":"Date","iso":"2020-04-01T08:00:00.250Z"})"), 1585728000250);
  EXPECT_EQ(created("0"), 0);
  EXPECT_EQ(created("null"), 0);
  EXPECT_EQ(created(R"("Invalid date")"), 0);
  EXPECT_EQ(read_text("valine", valine(R"("comment":"x","createdAt":{"a":1})")).error,
            "line 1: \"createdAt\" must be a text");
}

// --- Twikoo and Waline

TEST(TwikooImport, OnlyWhatIsMarkedAsNoSpamIsPublic) {
  const auto status_of = [](const std::string& rest) {
    return read_one("twikoo", R"({"_id":"a","url":"/a","created":0,"comment":"x",)" + rest + "}")
        .status;
  };
  EXPECT_EQ(status_of(R"("isSpam":false)"), Status::approved);
  EXPECT_EQ(status_of(R"("isSpam":"true")"), Status::spam);
  EXPECT_EQ(status_of(R"("isSpam":null)"), Status::waiting);
  EXPECT_EQ(status_of(R"("nick":"A")"), Status::waiting);
}

TEST(WalineImport, OtherTypesAndVersionsAreRefused) {
  const auto error_of = [](const std::string& members) {
    return read_text("waline", "{" + members + R"("data":{"Comment":[
      {"objectId":1,"url":"/a","comment":"x"}]}})")
        .error;
  };
  EXPECT_EQ(error_of(R"("type":"waline","version":1,)"), "");
  EXPECT_EQ(error_of(R"("errno":0,"data":{"type":"waline","version":1}, )"), "");
  EXPECT_EQ(error_of(R"("type":"waline","version":2,)"),
            "line 1: version 2 of the export of Waline is unknown; known is version 1");
  EXPECT_EQ(error_of(R"("type":"other",)"),
            "line 1: \"type\" is not \"waline\"; is the file of another format?");
}

TEST(WalineImport, AReplyToADeletedReplyIsOneToTheCommentAboveIt) {
  const FoundInFile found = read_text("waline", R"({"type":"waline","version":1,"data":{"Comment":[
    {"objectId":1,"url":"/a","comment":"x"},
    {"objectId":3,"pid":2,"rid":1,"url":"/a","comment":"y"}]}})");
  ASSERT_EQ(found.comments.size(), 2U);
  EXPECT_EQ(found.comments[1].parent, 2);
  EXPECT_EQ(found.comments[1].ancestor, 1);
}

TEST(WalineImport, ReadsDatesOfJavaScript) {
  const auto date_of = [](const std::string& date) {
    return read_one("waline", "nick,url,comment,insertedAt\nA,/a,x," + date + "\n").created.ms;
  };
  const std::int64_t november = 1795866750000;
  EXPECT_EQ(date_of("Sat Nov 28 2026 12:52:30 GMT+0100 (Central European Standard Time)"),
            november);
  EXPECT_EQ(date_of("Sat Nov 28 2026 07:22:30 GMT-0430"), november);
  EXPECT_EQ(date_of("Sat Nov 28 2026 11:52:30 GMT"), november);
  for (const char* none : {"Sat Nox 28 2026 11:52:30 GMT", "Sat anF 28 2026 11:52:30 GMT",
                           "Sat Nov 28 2026 11:52:30 GMT+1", "Sat Nov 28 2026", "Invalid Date"})
    EXPECT_EQ(date_of(none), 0) << none;
}

TEST(WalineImport, EmojiAndPicturesInTheTextBecomeTheirNames) {
  const auto text_of = [](const std::string& comment) {
    return read_one("waline", R"({"type":"waline","version":1,"data":{"Comment":[
      {"objectId":1,"url":"/a","comment":")" +
                                  comment + R"("}]}})")
        .text;
  };
  EXPECT_EQ(text_of(R"(A <img class=\"wl-emoji\" src=\"https://e.example/d.png\" alt=\"doge\"> b)"),
            "A :doge: b");
  EXPECT_EQ(text_of(R"(<img src=\"//e.example/d.png\" alt=\"d\" class=\"vemoji\" />!)"), ":d:!");
  EXPECT_EQ(text_of("Look: ![a b.png](data:image/png;base64,AA/+=) ![](data:image/gif;base64,A)."),
            "Look: a b.png .");
  for (const char* same :
       {"![a](https://e.example/a.png)", "<img src=a>", "<img class=wl-emoji", "1 < 2!",
        "![a](data:image/png;base64,AA", "![a](data:image/png ![b](c.png)", "[a](data:image/png)"})
    EXPECT_EQ(text_of(same), same);
}

// --- Isso

TEST(IssoJsonImport, DecodesAnEncodedTitleOnly) {
  const auto title_of = [](const std::string& title) {
    return read_text("isso",
                     R"([{"id":"/a","title":")" + title + R"(","comments":[{"id":1,"text":"x"}]}])")
        .titles.at(0);
  };
  EXPECT_EQ(title_of("Test+post"), "Test post");
  EXPECT_EQ(title_of("Caf%C3%A9"), "Café");
  EXPECT_EQ(title_of("C++"), "C++");
  EXPECT_EQ(title_of("1 + 1"), "1 + 1");
  EXPECT_EQ(title_of("90%"), "90%");
  EXPECT_EQ(title_of("%FF"), "%FF");
}

TEST(IssoJsonImport, IdsOfTwoPagesAreDistinctAndDatesHaveTheZoneOfTheSite) {
  const FoundInFile found = read_text("isso", R"([
    {"id":"/a","comments":[{"id":1,"text":"x","created":"2005-07-24 04:03:37"}]},
    {"id":"/b","comments":[{"id":1,"text":"y"},{"id":2,"parent":1,"text":"z"}]}])");
  ASSERT_EQ(found.comments.size(), 3U);
  EXPECT_NE(found.comments[0].comment.id, found.comments[1].comment.id);
  EXPECT_EQ(found.comments[2].parent, found.comments[1].comment.id.value);
  EXPECT_EQ(found.comments[0].comment.created.ms, 1122170617000);  // 02:03:37 UTC
  EXPECT_TRUE(found.comments[0].fragments.empty());
}

TEST(IssoJsonImport, APageIsNamedBeforeItsComments) {
  EXPECT_EQ(read_text("isso", R"([{"comments":[{"id":1,"text":"x"}],"id":"/a"}])").error,
            "line 1: the \"id\" of a page must come before its \"comments\"");
}

// --- Ghost

TEST(GhostImport, ReadsABackupWithoutItsOuterListAndRefusesOneWithoutComments) {
  const std::string posts = R"("posts":[{"id":"p1","slug":"a","title":"A"}])";
  EXPECT_EQ(read_one("ghost", R"({"meta":{},"data":{"comments":[
      {"id":"c1","post_id":"p1","status":"published","html":"<p>x</p>"}],)" +
                                  posts + "}}")
                .status,
            Status::approved);
  EXPECT_EQ(read_text("ghost", R"({"db":[{"data":{)" + posts + "}}]}").error,
            "there are no comments in the file; the export in Ghost's settings has none, a backup "
            "has them");
}

// --- Remark42

TEST(Remark42Import, TheLineWithUsersAndPagesMayBeMissing) {
  const std::string comment = R"({"id":"1","text":"x","locator":{"url":"/a"}})";
  EXPECT_EQ(read_one("remark42", comment).text, "x");
  EXPECT_EQ(read_one("remark42", R"({"version":1,"users":[],"posts":[]})" + comment).text, "x");
}

TEST(Remark42Import, AnotherFormatIsRefused) {
  EXPECT_EQ(read_text("remark42", "{\"version\":1}\n{\"id\":\"1\"}").error,
            "line 2: an object has no \"locator\"; is the file of another format?");
}

}  // namespace
}  // namespace afterword
