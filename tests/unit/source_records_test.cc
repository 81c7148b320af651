// From what a reader found to a comment of ours.
#include "transfer/source_records.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

enum class Texts { needed, not_needed };

/// "comment", or why it is left out.
std::string outcome(const std::string& text, SourceMarkup markup, Texts texts) {
  const TimeZone zone = *TimeZone::load("UTC");
  const SourceSettings settings{SiteAddress("https://blog.example"), zone, {}, {}};
  std::string outcome;
  const ImportSink sink{.source = [](Blog&&) {},
                        .page = [](ImportedPage&&) { return true; },
                        .comment =
                            [&](ImportedPage&&, ImportedComment&&) {
                              outcome = "comment";
                              return true;
                            },
                        .left_out = [&](std::string why) { outcome = std::move(why); },
                        .needs_texts = texts == Texts::needed};
  SourceRecords records(settings, BlogSource::disqus, sink);
  SourceComment comment;
  comment.id = "1";
  comment.page = "/a/";
  comment.text = text;
  comment.markup = markup;
  records.comment(comment);
  return outcome;
}

TEST(SourceRecords, TheSurveyCountsTheSameCommentsAsTheImport) {
  for (const SourceMarkup markup :
       {SourceMarkup::plain, SourceMarkup::html, SourceMarkup::markdown})
    for (const std::string& text : {std::string(),
                                    std::string(" \n"),
                                    std::string("Hi"),
                                    std::string("<p>Hi</p>"),
                                    std::string("<p></p>"),
                                    std::string("<p>&nbsp;</p>"),
                                    std::string("&#8203;"),
                                    std::string("<script>x</script>"),
                                    std::string("<!-- x -->"),
                                    std::string("<a title='>x'>"),
                                    std::string("<a title=\"a>b\"></a>"),
                                    std::string("<p class=\"a\"><b>Hi</b>"),
                                    std::string("<style>x</style>Hi"),
                                    std::string("<3"),
                                    std::string("<p"),
                                    std::string("<br><br>"),
                                    std::string("😀"),
                                    std::string("…"),
                                    std::string(70'000, 'x'),
                                    std::string(20'000, '&'),
                                    std::string(300'000, 'x'),
                                    "Hi" + std::string(20'000, '&')})
      EXPECT_EQ(outcome(text, markup, Texts::not_needed), outcome(text, markup, Texts::needed))
          << text.substr(0, 40);
}

}  // namespace
}  // namespace afterword
