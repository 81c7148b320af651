// Parsing WordPress export files and the HTML in them.
#include <gtest/gtest.h>

#include "domain/markup/markup.h"
#include "transfer/html_text.h"
#include "transfer/wordpress/wxr_reader.h"

namespace afterword {
namespace {

TEST(HtmlText, KeepsAllowedMarkupUnchanged) {
  for (const char* text :
       {"plain", "a < b & c", "<em>so</em> <a href=\"http://a.example\">x</a>",
        "AT&amp;T &lt;b&gt;", "&#8217;", "3 <5 and <3", "<STRONG>x</STRONG>\n\nnext"})
    EXPECT_EQ(text_of_html(text), text);
}

TEST(HtmlText, KeepsAllowedTagsAndTheTextOfTheRest) {
  EXPECT_EQ(text_of_html("<p>one</p><p>two<br>three</p>"), "one\n\ntwo\nthree\n\n");
  EXPECT_EQ(text_of_html("a<br />\nb"), "a\nb") << "one break, not two";
  EXPECT_EQ(text_of_html("<ul><li>x</li><li><b>y</b></li></ul>"), "- x\n- <b>y</b>\n\n");
  EXPECT_EQ(text_of_html("<span style=\"color:red\">hi</span>"), "hi");
  EXPECT_EQ(text_of_html("<script>bad()</script><iframe>x</iframe>ok<style>y</style>"), "ok");
  EXPECT_EQ(text_of_html("<img src=\"/a.png\" alt=\"A &quot;cat&quot;\">"),
            "<a href=\"/a.png\">A \"cat\"</a>");
  EXPECT_EQ(text_of_html("<pre>x &lt; y\n  z</pre>"), "<code>x &lt; y\n  z</code>\n\n");
  EXPECT_EQ(text_of_html("<p>a</p><details open><summary>s</summary>t</details>"),
            "a\n\n<details><summary>s</summary>t</details>");
  EXPECT_EQ(text_of_html("<p>&lt;details&gt;</p>"), "&lt;details&gt;\n\n");
  EXPECT_EQ(text_of_html("&eacute;t&eacute; &nosuch;"), "été &amp;nosuch;");
  EXPECT_EQ(text_of_html("<div>a <!-- hidden --> b"), "a  b\n\n");
}

TEST(HtmlText, NothingOfAnImportedCommentIsLost) {
  struct Row {
    const char* html;
    const char* text;
  };
  for (
      const Row& row : {
          Row{"<a href=\"/a/\"><img src=\"b.png\" alt=\"A cat\"></a>", "<a href=\"/a/\">A cat</a>"},
          Row{"<a href=\"/a/\"><img src=\"b.png\"></a>", "<a href=\"/a/\">b.png</a>"},
          Row{"<a href=\"/a/\"><b><img src=\"b.png\" alt=\"x\"></b> y</a>",
              "<a href=\"/a/\"><b>x</b> y</a>"},
          Row{"<img src=\"b.png\"> and <a href=\"/a/\">a</a>",
              "<a href=\"b.png\">b.png</a> and <a href=\"/a/\">a</a>"},
          // Emoji.
          Row{"Yes <img class=\"emoji\" alt=\"🙂\" "
              "src=\"https://s.w.org/images/core/emoji/1.svg\">",
              "Yes 🙂"},
          Row{"<img src='/x/icon_smile.gif' alt=':)' class='wp-smiley'>", ":)"},
          Row{"<a href=\"/a/\"><img class=\"wp-smiley big\" src=\"1.png\" alt=\"🎈\"></a>",
              "<a href=\"/a/\">🎈</a>"},
          // Tables.
          Row{"<table>\n<tr><th>Name</th><td>Bob</td></tr>\n<tr>\n <td>Age</td>\n <td>7</td>\n</tr>"
              "\n</table>",
              "Name | Bob\nAge | 7\n\n"},
          Row{"<table><thead><tr><td><p>a</p></td><td></td><td>c</td></tr></thead></table>",
              "a |  | c\n\n"},
          // Lists.
          Row{"<ol><li>a</li><li>b</li></ol>", "1. a\n2. b\n\n"},
          Row{"<ol start=\"7\"><li>a</li><li value=\"10\">b</li><li>c</li></ol>",
              "7. a\n10. b\n11. c\n\n"},
          Row{"<ol start=\"x\"><li>a</li></ol>", "1. a\n\n"},
          Row{"<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n- b\n2. c\n\n"},
          Row{"<li>alone</li>", "- alone"},
          // Frames and the like.
          Row{"see <iframe src=\"https://video.example/embed/1\"></iframe>",
              "see \n\n<a "
              "href=\"https://video.example/embed/1\">https://video.example/embed/1</a>\n\n"},
          Row{"<iframe title=\"A film\" src=\"//video.example/1\"></iframe>",
              "<a href=\"https://video.example/1\">A film</a>\n\n"},
          Row{"<video controls><source src=\"/v.mp4\">no</video>",
              "<a href=\"/v.mp4\">/v.mp4</a>\n\n"},
          Row{"<audio src=\"https://a.example/a.mp3\"></audio>",
              "<a href=\"https://a.example/a.mp3\">https://a.example/a.mp3</a>\n\n"},
          Row{"<object data=\"https://a.example/x.pdf\"><p>no</p></object>",
              "<a href=\"https://a.example/x.pdf\">https://a.example/x.pdf</a>\n\n"},
          Row{"<object><param name=\"movie\" value=\"https://a.example/x.swf\"></object>",
              "<a href=\"https://a.example/x.swf\">https://a.example/x.swf</a>\n\n"},
          Row{"<object><embed src=\"https://a.example/x.swf\"></object>",
              "<a href=\"https://a.example/x.swf\">https://a.example/x.swf</a>\n\n"},
          Row{"<iframe src=\"javascript:bad()\"></iframe>ok", "ok"},
          // Powers and indices.
          Row{"10<sup>6</sup> and x<sub>i</sub>", "10^6 and x_i"},
          Row{"2<sup>n+1</sup>", "2^(n+1)"},
          Row{"10<sup>-6</sup>", "10^-6"},
          Row{"the 1<sup>st</sup> note<sup>[2]</sup><sup></sup>", "the 1st note^[2]"},
      })
    EXPECT_EQ(text_of_html(row.html), row.text) << row.html;
}

TEST(HtmlText, LinksToCommentsAreResolved) {
  const auto resolve = [](std::string_view href) {
    return href == "http://a.example/#comment-7" ? "#comment-7" : std::string(href);
  };
  EXPECT_EQ(text_of_html("<a href=\"http://a.example/#comment-7\">x</a>", resolve),
            "<a href=\"#comment-7\">x</a>");
  EXPECT_EQ(text_of_html("<a href=\"http://b.example/#comment-7\">x</a>", resolve),
            "<a href=\"http://b.example/#comment-7\">x</a>");
  const auto html = [](const char* text) { return render_markup(text, TextFormat::plain).html; };
  EXPECT_NE(html("<a href=\"#comment-7\">x</a>").find("href=\"#comment-7\""), std::string::npos);
  for (const char* other :
       {"#respond", "#comment-", "#comment-7x", "#", "#comment-11111111111111111"})
    EXPECT_EQ(html(("<a href=\"" + std::string(other) + "\">x</a>").c_str()).find("href"),
              std::string::npos)
        << other;
}

TEST(HtmlText, TextNeverBecomesATag) {
  const std::string text = text_of_html("<p>&lt;b&gt;not bold&lt;/b&gt;</p>");
  EXPECT_EQ(text, "&lt;b&gt;not bold&lt;/b&gt;\n\n");
  EXPECT_EQ(render_markup(text, TextFormat::plain).html.find("<b>"), std::string::npos);
}

TEST(HtmlText, NestingDepthIsBounded) {
  std::string html;
  for (int i = 0; i < 20'000; ++i) html += "<div>";
  html += "deep";
  EXPECT_TRUE(text_of_html(html).ends_with("&lt;div>deep")) << "nothing is lost";
}

TEST(HtmlText, OversizedHtmlIsKeptAsText) {
  std::string html = "<p>";
  for (int i = 0; i < 1'500; ++i) html += "<b title=" + std::to_string(i) + ">";
  for (int i = 0; i < 9'000; ++i) html += "<p>x";
  const std::string text = text_of_html(html);
  EXPECT_TRUE(text.starts_with("&lt;p><b title=0><b title=1>"));
  EXPECT_LT(text.size(), 2 * html.size());
  std::string long_attribute = "<p><b title=\"" + std::string(20'000, 'x') + "\">";
  for (int i = 0; i < 9'000; ++i) long_attribute += "<p>x";
  EXPECT_LT(text_of_html(long_attribute).size(), 2 * long_attribute.size());
  std::string usual;
  for (int i = 0; i < 100; ++i) usual += "<p><a href=\"http://a.example/\"><b>x</b></a></p>";
  EXPECT_TRUE(text_of_html(usual).starts_with("<a href=\"http://a.example/\"><b>x</b></a>\n\n<a"));
}

TEST(HtmlText, DecodesNames) {
  EXPECT_EQ(decode_html("Tom &amp; Ann"), "Tom & Ann");
  EXPECT_EQ(decode_html("O&#8217;Neil"), "O’Neil");
  EXPECT_EQ(decode_html("a <b> c &lt;d&gt;"), "a <b> c <d>");
}

struct Found {
  std::vector<WxrItem> items;
  std::vector<WxrComment> comments;
  std::string error;
  std::string version;
};

/// Parses a file in pieces of `size` bytes, because a stream can be divided anywhere.
Found read_in_pieces(const std::string& file, std::size_t size) {
  Found found;
  WxrReader reader({{},
                    [&](const WxrItem& item) { found.items.push_back(item); },
                    [&](WxrItem&, WxrComment& comment) { found.comments.push_back(comment); }});
  for (std::size_t at = 0; at < file.size() && found.error.empty(); at += size)
    if (const auto fed = reader.feed(std::string_view(file).substr(at, size), false); !fed)
      found.error = fed.error();
  if (found.error.empty())
    if (const auto fed = reader.feed({}, true); !fed) found.error = fed.error();
  found.version = reader.version();
  return found;
}

std::string file_with(const std::string& channel, const std::string& version = "1.2") {
  return "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/" + version +
         "/\"><channel><wp:wxr_version>" + version + "</wp:wxr_version>" + channel +
         "</channel></rss>";
}

TEST(WxrReader, ReadsEveryVersionInPiecesOfAnySize) {
  for (const char* version : {"1.0", "1.1", "1.2", "1.3"}) {
    const std::string file = file_with(
        "<item><title>A &amp; b</title><wp:post_id>5</wp:post_id><wp:future><x>1</x></wp:future>"
        "<wp:comment><wp:comment_id>9</wp:comment_id><wp:comment_parent>3</wp:comment_parent>"
        "<wp:comment_content><![CDATA[x ]]]]><![CDATA[> y]]></wp:comment_content>"
        "<wp:commentmeta><wp:comment_content>not this</wp:comment_content></wp:commentmeta>"
        "</wp:comment></item>",
        version);
    for (const std::size_t size : {1UL, 7UL, 100'000UL}) {
      const Found found = read_in_pieces(file, size);
      EXPECT_EQ(found.error, "") << size;
      EXPECT_EQ(found.version, version);
      ASSERT_EQ(found.items.size(), 1U);
      EXPECT_EQ(found.items[0].title, "A & b");
      ASSERT_EQ(found.comments.size(), 1U);
      EXPECT_EQ(found.comments[0].id, 9);
      EXPECT_EQ(found.comments[0].parent, 3);
      EXPECT_EQ(found.comments[0].content, "x ]]> y");
    }
  }
}

TEST(WxrReader, AcceptsInvalidXmlThatWordPressWrites) {
  const Found found = read_in_pieces(
      "\n\n" + file_with("<item><title>Caf&eacute;\x0B and\x1F&nbsp;tea</title></item>"), 11);
  EXPECT_EQ(found.error, "");
  ASSERT_EQ(found.items.size(), 1U);
  EXPECT_EQ(found.items[0].title, "Caf&eacute;  and &nbsp;tea");
}

TEST(WxrReader, RefusesDangerousXml) {
  EXPECT_NE(read_in_pieces("<!DOCTYPE rss><rss/>", 5).error.find("document type"),
            std::string::npos);
  std::string deep = file_with("<item>");
  deep.resize(deep.size() - std::string("</channel></rss>").size());
  for (int i = 0; i < 100; ++i) deep += "<x>";
  EXPECT_NE(read_in_pieces(deep, 50).error.find("nested"), std::string::npos);
  const std::string long_value =
      file_with("<item><title>" + std::string(2 << 20, 'x') + "</title></item>");
  EXPECT_NE(read_in_pieces(long_value, 65'536).error.find("more than 1 MB"), std::string::npos);
}

TEST(HtmlText, ParagraphsAreConvertedWithoutParsingAsWithIt) {
  const std::vector<std::string> parts{"<p>", "</p>",  "<br>", "<br/>", "<br />", "one",
                                       "\n",  " two ", ">",    "\n\n",  "\u00e9", "\t3"};
  std::vector<std::string> texts{""};
  for (std::size_t begin = 0, length = 0; length < 4; ++length) {
    const std::size_t end = texts.size();
    for (; begin < end; ++begin)
      for (const std::string& part : parts) texts.push_back(texts[begin] + part);
  }
  // The parser ignores a comment, and is needed for it.
  for (const std::string& html : texts)
    EXPECT_EQ(text_of_html("<p>" + html), text_of_html("<p>" + html + "<!---->")) << html;
  EXPECT_EQ(text_of_html("<p>a\r\nb</p>"), text_of_html("<p>a\nb</p>"));
  EXPECT_EQ(text_of_html("<p>a\x01 &amp; b"), text_of_html("<p>a\x01 &amp; b<!---->"));
  EXPECT_EQ(text_of_html("<p>1 < 2</p><P>3"), text_of_html("<p>1 &lt; 2</p><p>3"));
}

}  // namespace
}  // namespace afterword
