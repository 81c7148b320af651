// Threads between the marks of HTML files (transfer/html_marks.h).
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "transfer/html_marks.h"

namespace afterword {
namespace {

const std::string begin{begin_mark};
const std::string end{end_mark};

std::string changed(const std::string& text, std::string_view content) {
  const auto result = between_marks(text, content);
  return result ? *result : "error: " + result.error();
}

TEST(HtmlMarks, HaveTheContentBetweenThem) {
  EXPECT_EQ(changed("<p>" + begin + end + "</p>", "new"), "<p>" + begin + "\nnew\n" + end + "</p>");
  EXPECT_EQ(changed(begin + "\nold\n" + end, "new"), begin + "\nnew\n" + end);
  EXPECT_EQ(changed(begin + "\nold\n" + end, ""), begin + "\n" + end);
  EXPECT_EQ(changed(begin + " " + end, ""), begin + " " + end);
}

TEST(HtmlMarks, AreRefusedUnlessTheyAreOnePair) {
  for (const std::string& text : {begin, end, end + begin, begin + begin + end, begin + end + end,
                                  begin + end + begin + end, begin + begin + end + end})
    EXPECT_EQ(changed(text, "new").find("error: it needs"), 0u) << text;
}

TEST(HtmlMarks, AreRefusedInCommentsAndScripts) {
  const std::string both = begin + "\n" + end;
  for (const std::string& text : std::vector<std::string>{
           "<!-- old: " + both + " -->", "<SCRIPT type=a>s = '" + both + "'</SCRIPT>",
           "<textarea>" + both + "</textarea>", "<style>" + both + "</style>", "<script>" + both,
           begin + "<script>" + end + "</script>", "<!-- " + begin + "\n--> " + end})
    EXPECT_EQ(changed(text, "new").find("error: its marks are inside"), 0u) << text;
}

TEST(HtmlMarks, AreAcceptedBehindCommentsAndScripts) {
  for (const std::string& before : std::vector<std::string>{
           "<!-- <script> -->", "<!--> <p>", "<script>a < b; '<!--'</script><i>", "1 < 2 <",
           "<scripture>", "<title>About <!-- marks</title>", "<style>a{}</STYLE>", "<style-x>"})
    EXPECT_EQ(changed(before + begin + end, "x"), before + begin + "\nx\n" + end) << before;
}

TEST(HtmlMarks, KeepTheLineEndsOfTheText) {
  EXPECT_EQ(changed("<p>\r\n" + begin + end, "a\nb"), "<p>\r\n" + begin + "\r\na\r\nb\r\n" + end);
  EXPECT_EQ(changed("<p>\n" + begin + end + "\r\n", "a"), "<p>\n" + begin + "\na\n" + end + "\r\n");
}

TEST(HtmlMarks, HaveReferencesInATextThatIsNotUtf8) {
  const std::string thread = "Grüße 🌍";
  const std::string references = begin + "\nGr&#252;&#223;e &#127757;\n" + end;
  EXPECT_EQ(changed("é" + begin + end, thread), "é" + begin + "\n" + thread + "\n" + end);
  EXPECT_EQ(changed("\xe9" + begin + end, thread), "\xe9" + references);
  EXPECT_EQ(changed(begin + "\xe9" + end + "\xe9", thread), references + "\xe9");
  EXPECT_EQ(changed(begin + "\xe9" + end, thread), begin + "\n" + thread + "\n" + end);
  const std::string latin = "<meta charset='ISO-8859-1'>";
  EXPECT_EQ(changed(latin + begin + end, thread), latin + references);
  const std::string utf8 = "<META CHARSET=\"UTF-8\">";
  EXPECT_EQ(changed(utf8 + begin + end, thread), utf8 + begin + "\n" + thread + "\n" + end);
}

}  // namespace
}  // namespace afterword
