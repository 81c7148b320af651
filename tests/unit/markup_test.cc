#include "domain/markup/markup.h"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "slowness.h"

namespace afterword {
namespace {

struct Case {
  std::string typed;
  std::string html;
};

std::string plain(const std::string& text) { return render_markup(text, TextFormat::plain).html; }
std::string markdown(const std::string& text) {
  return render_markup(text, TextFormat::markdown).html;
}

std::string link(const std::string& href, const std::string& shown) {
  return "<a href=\"" + href + "\" rel=\"nofollow ugc noopener\">" + shown + "</a>";
}

TEST(PlainMarkup, BlankLinesSeparateParagraphsAndLineEndsAreBreaks) {
  for (const Case& c : {Case{"", ""}, Case{"a", "<p>a</p>"}, Case{"a\nb", "<p>a<br>b</p>"},
                        Case{"a\n\nb", "<p>a</p><p>b</p>"},
                        Case{"a\n \t\n\n  b", "<p>a</p><p>b</p>"}, Case{"a \n b", "<p>a<br>b</p>"}})
    EXPECT_EQ(plain(c.typed), c.html) << c.typed;
}

TEST(PlainMarkup, AllowedTagsWorkAndOthersAreShownAsTyped) {
  for (const Case& c :
       {Case{"<b>a</b> <EM>b</EM>", "<p><b>a</b> <em>b</em></p>"},
        Case{"<strong>s</strong><i>i</i><cite>c</cite>",
             "<p><strong>s</strong><i>i</i><cite>c</cite></p>"},
        Case{"<strike>a</strike> <s>b</s>", "<p><s>a</s> <s>b</s></p>"},
        Case{"<acronym title=\"Dialectical\">DBT</acronym>",
             "<p><abbr title=\"Dialectical\">DBT</abbr></p>"},
        Case{"<q cite='http://example.org/'>a</q>", "<p><q cite=\"http://example.org/\">a</q></p>"},
        Case{"<del datetime=\"2010-11-16\">a</del>", "<p><del datetime=\"2010-11-16\">a</del></p>"},
        Case{"<del datetime=\"now\">a</del>", "<p><del>a</del></p>"},
        Case{"<b onclick=\"x\" class=y>a</b>", "<p><b>a</b></p>"},
        Case{"<u>a</u>", "<p>&lt;u&gt;a&lt;/u&gt;</p>"},
        Case{"<p>a</p>", "<p>&lt;p&gt;a&lt;/p&gt;</p>"},
        Case{"a <3 b < c", "<p>a &lt;3 b &lt; c</p>"}, Case{"<b", "<p>&lt;b</p>"},
        Case{"<bold>a", "<p>&lt;bold&gt;a</p>"}, Case{"<b\"x>a", "<p>&lt;b”x&gt;a</p>"},
        Case{"<a href=\"http://example.org\" title=\"T\">x</a>",
             "<p><a href=\"http://example.org\" title=\"T\" rel=\"nofollow ugc "
             "noopener\">x</a></p>"}})
    EXPECT_EQ(plain(c.typed), c.html) << c.typed;
}

TEST(PlainMarkup, TagsAreBalanced) {
  for (const Case& c :
       {Case{"<b>a", "<p><b>a</b></p>"}, Case{"a</b>", "<p>a</p>"},
        Case{"<b>1<i>2</b>3</i>4", "<p><b>1<i>2</i></b><i>3</i>4</p>"},
        Case{"<b>a\n\nb</b>c", "<p><b>a</b></p><p><b>b</b>c</p>"},
        Case{"<b><b>a</b></b>", "<p><b>a</b></p>"}, Case{"<b></b><i> </i>x", "<p>x</p>"},
        Case{"<blockquote>a\n\n<b>b</blockquote>c",
             "<blockquote><p>a</p><p><b>b</b></p></blockquote><p>c</p>"},
        Case{"<b>a<blockquote>b</blockquote>c</b>",
             "<p><b>a</b></p><blockquote><p>b</p></blockquote><p>c</p>"},
        Case{"<blockquote></blockquote>", ""}, Case{"</blockquote>a", "<p>a</p>"}})
    EXPECT_EQ(plain(c.typed), c.html) << c.typed;
}

TEST(PlainMarkup, CodeIsShownAsTyped) {
  for (const Case& c :
       {Case{"<code>\"a\" -- <b>b</b> http://example.org</code>",
             "<p><code>&quot;a&quot; -- &lt;b&gt;b&lt;/b&gt; http://example.org</code></p>"},
        Case{"a <code>x\n  y\n</code> b", "<p>a </p><pre><code>x\n  y</code></pre><p>b</p>"},
        Case{"<code>open", "<p><code>open</code></p>"},
        Case{"<code>&lt;</code>", "<p><code>&lt;</code></p>"}}) {
    EXPECT_EQ(plain(c.typed), c.html) << c.typed;
  }
}

TEST(PlainMarkup, SpoilersAreDetailsWithASummary) {
  for (const Case& c :
       {Case{"<details><summary>The <b>end</b></summary>She wins.</details>after",
             "<details><summary>The <b>end</b></summary><p>She wins.</p></details><p>after</p>"},
        Case{"<DETAILS open>\n<summary>A\n\nb</summary>\n\n<blockquote>c</details>d",
             "<details><summary>A</summary><p>b&lt;/summary&gt;</p><blockquote><p>c</p></"
             "blockquote></details>"
             "<p>d</p>"},
        Case{"<details>a<details>b</details>c",
             "<details><p>a</p><details><p>b</p></details><p>c</p></details>"},
        Case{"<details><summary>a<details>b</details>",
             "<details><summary>a</summary><details><p>b</p></details></details>"},
        Case{"We wrote <details> and more", "<p>We wrote &lt;details&gt; and more</p>"},
        Case{"</details> and <details>a", "<p>&lt;/details&gt; and &lt;details&gt;a</p>"},
        Case{"<details><summary></summary></details>x", "<details></details><p>x</p>"},
        Case{"a <summary>b</summary></details>",
             "<p>a &lt;summary&gt;b&lt;/summary&gt;&lt;/details&gt;</p>"},
        Case{"<details>a<summary>b</summary></DETAILS>",
             "<details><p>a&lt;summary&gt;b&lt;/summary&gt;</p></details>"}})
    EXPECT_EQ(plain(c.typed), c.html) << c.typed;
  EXPECT_EQ(render_markup("<details>a</details>", TextFormat::plain, Spoilers::open).html,
            "<details open=\"\"><p>a</p></details>");
  std::string deep;
  for (int i = 0; i < 14; ++i) deep += "<details><summary>s</summary>";
  const std::string html = plain(deep + "</details>");
  EXPECT_NE(html.find("<p>&lt;details&gt;&lt;summary&gt;s&lt;/summary&gt;&lt;details&gt;"),
            std::string::npos)
      << html;
}

TEST(PlainMarkup, BareAddressesBecomeLinks) {
  const std::string wiki = "http://en.wikipedia.org/wiki/PC_Tools_(Central_Point_Software)";
  for (const Case& c :
       {Case{"http://wordpress.org.", link("http://wordpress.org", "http://wordpress.org") + "."},
        Case{"(" + wiki + ")", "(" + link(wiki, wiki) + ")"},
        Case{"(http://example.org/a)",
             "(" + link("http://example.org/a", "http://example.org/a") + ")"},
        Case{"see www.example.org, ok",
             "see " + link("http://www.example.org", "www.example.org") + ", ok"},
        Case{"HTTPS://Example.org/?a=b&c=\"x\"",
             link("https://Example.org/?a=b&amp;c=", "HTTPS://Example.org/?a=b&amp;c=") + "”x”"},
        Case{"http://example.org/a--b...c'd",
             link("http://example.org/a--b...c'd", "http://example.org/a--b...c'd")},
        Case{"http:// www. xhttp://example.org a@www.example.org",
             "http:// www. xhttp://example.org a@www.example.org"},
        Case{"<a href=\"http://a.example\">http://b.example</a>",
             link("http://a.example", "http://b.example")},
        Case{"http://例え.jp/パス。", link("http://例え.jp/パス", "http://例え.jp/パス") + "。"},
        Case{"ring 555-0123 or write a@example.org", "ring 555-0123 or write a@example.org"}})
    EXPECT_EQ(plain(c.typed), "<p>" + c.html + "</p>") << c.typed;
}

TEST(PlainMarkup, OnlyAllowedSchemesBecomeLinks) {
  for (const Case& c : {Case{"HTTP://example.org/a", link("http://example.org/a", "x")},
                        Case{"mailto:a@example.org", link("mailto:a@example.org", "x")},
                        Case{"www.example.org", link("http://www.example.org", "x")},
                        Case{"example.org/y", link("http://example.org/y", "x")},
                        Case{"example.org:8080/y", link("http://example.org:8080/y", "x")},
                        Case{"/guidelines/", link("/guidelines/", "x")},
                        Case{"http://example.org:port/", "x"},
                        Case{"http://ex%61mple.org/", "x"},
                        Case{"javascript:alert(1)", "x"},
                        Case{"JaVaScRiPt:alert(1)", "x"},
                        Case{"java\tscript:alert(1)", "x"},
                        Case{"&#106;avascript:alert(1)", "x"},
                        Case{"&#x6A;avascript&#58;alert(1)", "x"},
                        Case{" javascript:alert(1)", "x"},
                        Case{"data:text/html,x", "x"},
                        Case{"vbscript:x", "x"},
                        Case{"//evil.example", "x"},
                        Case{"/\\evil.example", "x"},
                        Case{"http:evil", "x"},
                        Case{"http://\"x", "x"},
                        Case{"file:///etc/passwd", "x"},
                        Case{"", "x"},
                        Case{"#x", "x"}})
    EXPECT_EQ(plain("<a href='" + c.typed + "'>x</a>"), "<p>" + c.html + "</p>") << c.typed;
}

TEST(PlainMarkup, TypedTextIsNeverAScript) {
  for (const std::string& typed :
       {std::string("<script>alert(1)</script>"), std::string("<img src=x onerror=alert(1)>"),
        std::string("<svg/onload=alert(1)>"), std::string("<b/onmouseover=alert(1)>x</b>"),
        std::string("<a href=\"http://x.example\" onclick=\"alert(1)\">x</a>"),
        std::string("<a href=\"http://x.example/\" style=\"x\">x</a>"),
        std::string("\"><script>alert(1)</script>"), std::string("<<b>script>alert(1)"),
        std::string("<b <script>alert(1)</script>>"), std::string("http://x.example/\"onclick=x"),
        std::string("<abbr title='\"><script>'>x</abbr>"), std::string("&lt;script&gt;alert(1)"),
        std::string("<code></code><script>"), std::string("<q cite=\"javascript:x\">a</q>")}) {
    const std::string html = plain(typed);
    for (const char* bad : {"<script", "<img", "<svg", " onerror=\"", " onclick=\"", " style=\"",
                            "\"javascript:", "onmouseover=\""})
      EXPECT_EQ(html.find(bad), std::string::npos) << typed << " gave " << html;
  }
}

TEST(PlainMarkup, ReferencesAreDecodedOnceAndNeverHideControls) {
  for (const Case& c : {Case{"&amp;lt; &copy; &#233; &#x1F600;", "<p>&amp;lt; © é 😀</p>"},
                        Case{"AT&T &unknown; &;", "<p>AT&amp;T &amp;unknown; &amp;;</p>"},
                        Case{"&#8238;x &#0; &#27; &#xD800;",
                             "<p>&amp;#8238;x &amp;#0; &amp;#27; &amp;#xD800;</p>"}})
    EXPECT_EQ(plain(c.typed), c.html) << c.typed;
}

TEST(PlainMarkup, QuotesDashesAndDotsBecomeTypographic) {
  for (const Case& c :
       {Case{"\"Hello,\" she said.", "“Hello,” she said."}, Case{"'a' don't", "‘a’ don’t"},
        Case{"(\"x\")", "(“x”)"}, Case{"\"<b>bold</b>\"", "“<b>bold</b>”"},
        Case{"rock 'n' roll in the '90s", "rock ’n’ roll in the ’90s"},
        Case{"6'2\" tall", "6′2″ tall"}, Case{"a -- b --- c - d x-y", "a — b — c – d x-y"},
        Case{"a--b", "a–b"}, Case{"use --flag, (--flag)", "use --flag, (--flag)"},
        Case{"at xn--mller-kva.example", "at xn--mller-kva.example"},
        Case{"wait... what.... no..", "wait… what.... no.."}, Case{"-----", "-----"},
        Case{"see \"/guidelines/\"", "see “/guidelines/”"}, Case{"\"a 'b' c\"", "“a ‘b’ c”"}})
    EXPECT_EQ(plain(c.typed), "<p>" + c.html + "</p>") << c.typed;
}

TEST(PlainMarkup, LinksAreCountedAndThePlainTextHasNoTags) {
  const Markup markup = render_markup(
      "<b>half</b>way http://a.example <a href=\"http://b.example\">b</a> <a href=\"x:y\">c</a>",
      TextFormat::plain);
  EXPECT_EQ(markup.links, 2);
  EXPECT_EQ(markup.plain_text, "halfway http://a.example b c");
}

TEST(Markdown, FollowsCommonMark) {
  for (const Case& c :
       {Case{"*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"},
        Case{"a\nb\n\nc", "<p>a<br>b</p><p>c</p>"},
        Case{"> q\n\nr", "<blockquote><p>q</p></blockquote><p>r</p>"},
        Case{"- a\n- b", "<ul><li>a</li><li>b</li></ul>"},
        Case{"1. a\n\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"},
        Case{"- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"},
        Case{"# Title", "<p><strong>Title</strong></p>"},
        Case{"```\n<b>\n```", "<pre><code>&lt;b&gt;</code></pre>"},
        Case{"[x](http://example.org \"T\")",
             "<p><a href=\"http://example.org\" title=\"T\" rel=\"nofollow ugc "
             "noopener\">x</a></p>"},
        Case{"![x](http://example.org/i.png)",
             "<p>" + link("http://example.org/i.png", "x") + "</p>"},
        Case{"http://example.org.",
             "<p>" + link("http://example.org", "http://example.org") + ".</p>"},
        Case{"\"a\" -- b", "<p>“a” — b</p>"},
        Case{"7. a\n8. b", "<ol start=\"7\"><li>a</li><li>b</li></ol>"},
        Case{"0. a", "<ol start=\"0\"><li>a</li></ol>"},
        Case{"a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"},
        Case{"> a\n>\n> ***", "<blockquote><p>a</p><hr></blockquote>"},
        Case{"![](http://example.org/i.png)",
             "<p>" + link("http://example.org/i.png", "http://example.org/i.png") + "</p>"},
        Case{"[](/a)", "<p>" + link("/a", "/a") + "</p>"},
        Case{"[t](<http://example.org/a b>)",
             "<p>" + link("http://example.org/a%20b", "t") + "</p>"},
        Case{"    a\n    b", "<pre><code>a\nb</code></pre>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

TEST(Markdown, TildesStrikeTextThrough) {
  for (const Case& c :
       {Case{"~~Two~~ tildes or ~one~ of them.",
             "<p><del>Two</del> tildes or <del>one</del> of them.</p>"},
        Case{"It ~~ends\n\nhere~~.", "<p>It ~~ends</p><p>here~~.</p>"},
        Case{"Not ~~~three~~~.", "<p>Not ~~~three~~~.</p>"},
        Case{"~~over\ntwo lines~~", "<p><del>over<br>two lines</del></p>"},
        Case{"a~~b~~c", "<p>a<del>b</del>c</p>"},
        Case{"(~~a~~), \"~b~\"", "<p>(<del>a</del>), “<del>b</del>”</p>"},
        Case{"ж~~é~~。", "<p>ж<del>é</del>。</p>"},
        Case{"~~*a* `b` [c](/d)~~",
             "<p><del><em>a</em> <code>b</code> " + link("/d", "c") + "</del></p>"},
        Case{"**~~a~~** _~b~_ ~~_c_~~",
             "<p><strong><del>a</del></strong> <em><del>b</del></em> <del><em>c</em></del></p>"},
        Case{"[~~a~~](/b)", "<p>" + link("/b", "<del>a</del>") + "</p>"},
        Case{"# ~~a~~ b", "<p><strong><del>a</del> b</strong></p>"},
        Case{"- ~~a~~\n\n> ~b~",
             "<ul><li><del>a</del></li></ul><blockquote><p><del>b</del></p></blockquote>"},
        Case{"~~a ~b~ ~~c~~ d~~", "<p><del>a b c d</del></p>"},
        Case{"Well ~really?~, yes", "<p>Well <del>really?</del>, yes</p>"},
        Case{"We meet ~on Monday.~.", "<p>We meet <del>on Monday.</del>.</p>"},
        Case{"Price (~**10**~ 8)", "<p>Price (<del><strong>10</strong></del> 8)</p>"},
        Case{"~[l](/v)~, ok", "<p><del>" + link("/v", "l") + "</del>, ok</p>"},
        Case{"~`c`~. ~**d**~/e",
             "<p><del><code>c</code></del>. <del><strong>d</strong></del>/e</p>"},
        Case{"\xe2\x80\x9c~a.~\xe2\x80\x9d", "<p>\xe2\x80\x9c<del>a.</del>\xe2\x80\x9d</p>"},
        Case{"~\"x\"~.", "<p><del>\xe2\x80\x9cx\xe2\x80\x9d</del>.</p>"},
        Case{"(~/x/~) ~y~/~z~", "<p>(<del>/x/</del>) <del>y</del>/<del>z</del></p>"},
        Case{"~~http://example.org/~~",
             "<p><del>" + link("http://example.org/", "http://example.org/") + "</del></p>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

TEST(Markdown, OtherTildesAreLiteral) {
  for (const char* text : {"~", "~~", "a ~~~~ b", "~~ a ~~", "~~a", "a~~", "~~a~", "~a~~", "~~a~~~",
                           "~/x and ~/y", "see ~/.bashrc or ~user", "a~b~c", "10~20 and 30~40",
                           "ab:~/x cd:~/y", "a ~ b ~ c", "ca. ~5 to ~6", "~~a b ~~ c"})
    EXPECT_EQ(markdown(text), "<p>" + std::string(text) + "</p>");
  for (const char* text : {"host:~/x", "(~/x) and (~/y)", "a=~/x,~/y", "é~ж~é"})
    EXPECT_EQ(markdown(text), "<p>" + std::string(text) + "</p>");
  for (const Case& c :
       {Case{"\\~~a\\~~ \\~b\\~", "<p>~~a~~ ~b~</p>"}, Case{"\\\\~~a~~", "<p>\\<del>a</del></p>"},
        Case{"~~a\\~~~", "<p><del>a~</del></p>"},
        Case{"`~~a~~` `\\~` `\\\\~`",
             "<p><code>~~a~~</code> <code>\\~</code> <code>\\\\~</code></p>"},
        Case{"~~a `b~~` c", "<p>~~a <code>b~~</code> c</p>"},
        Case{"*a ~~b* c~~", "<p><em>a ~~b</em> c~~</p>"},
        Case{"[~~a](/b) c~~", "<p>" + link("/b", "~~a") + " c~~</p>"},
        Case{"~~~\n~~a~~ \\~\n~~~", "<pre><code>~~a~~ \\~</code></pre>"},
        Case{"    ~~a~~", "<pre><code>~~a~~</code></pre>"},
        Case{"<i a=\"~~b~~\"> \\~", "<p>&lt;i a=”~~b~~”&gt; ~</p>"},
        Case{"[a](/~b/~c) [d](</\\~e> \"~f~\")",
             "<p>" + link("/~b/~c", "a") +
                 " <a href=\"/~e\" title=\"~f~\" rel=\"nofollow ugc noopener\">d</a></p>"},
        Case{
            "http://example.org/~a~/~b~/c",
            "<p>" + link("http://example.org/~a~/~b~/c", "http://example.org/~a~/~b~/c") + "</p>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

/// A table's HTML: rows of cells, the first of them the header.
std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::string html = "<table>";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    html += i == 0 ? "<thead><tr>" : i == 1 ? "<tbody><tr>" : "<tr>";
    const std::string tag = i == 0 ? "th" : "td";
    for (const std::string& cell : rows[i])
      html += cell.empty() ? "<td></td>" : "<" + tag + ">" + cell + "</" + tag + ">";
    html += i == 0 ? "</tr></thead>" : "</tr>";
  }
  return html + (rows.size() > 1 ? "</tbody></table>" : "</table>");
}

TEST(Markdown, TablesHaveAHeaderADelimiterRowAndRows) {
  for (const Case& c :
       {Case{"| a | b |\n| --- | --- |\n| c | d |\n| e | f |",
             table({{"a", "b"}, {"c", "d"}, {"e", "f"}})},
        Case{"a | b\n-|-\nc | d", table({{"a", "b"}, {"c", "d"}})},
        Case{"|a|\n|-|", table({{"a"}})}, Case{"  | a |\t\n   -- |  \n b", table({{"a"}, {"b"}})},
        Case{"|a|b|c|\n|-|-|-|\n|d|\ne\n|1|2|3|4|\n||x||\n|", table({{"a", "b", "c"},
                                                                     {"d", "", ""},
                                                                     {"e", "", ""},
                                                                     {"1", "2", "3"},
                                                                     {"", "x", ""},
                                                                     {"", "", ""}})},
        Case{"||b|\n|-|-|\n|c|", table({{"", "b"}, {"c", ""}})},
        Case{"|a|b|c|d|\n|:-|-:|:-:|---|\n|1|2|3|4|",
             "<table><thead><tr><th class=\"aw-left\">a</th><th "
             "class=\"aw-right\">b</th>"
             "<th class=\"aw-center\">c</th><th>d</th></tr></thead><tbody><tr>"
             "<td class=\"aw-left\">1</td><td class=\"aw-right\">2</td>"
             "<td class=\"aw-center\">3</td><td>4</td></tr></tbody></table>"},
        Case{"```\na|b\n-|-\n```", "<pre><code>a|b\n-|-</code></pre>"},
        Case{"    a|b\n    -|-", "<pre><code>a|b\n-|-</code></pre>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

TEST(Markdown, OtherLinesWithPipesAreText) {
  for (const Case& c :
       {Case{"a | b", "<p>a | b</p>"}, Case{"|-|-|", "<p>|-|-|</p>"},
        Case{"a | b\nc | d", "<p>a | b<br>c | d</p>"},
        Case{"a | b | c\n-|-\nd | e", "<p>a | b | c<br>-|-<br>d | e</p>"},
        Case{"a | b\n-|-|-", "<p>a | b<br>-|-|-</p>"}, Case{"a \\| b\n-|-", "<p>a | b<br>-|-</p>"},
        Case{"a | b\n-|x", "<p>a | b<br>-|x</p>"}, Case{"a | b\n-|:", "<p>a | b<br>-|:</p>"},
        Case{"a | b\n\n-|-\nc", "<p>a | b</p><p>-|-<br>c</p>"}, Case{"a\n:-:", "<p>a<br>:-:</p>"},
        Case{"a\n    |---|", "<p>a<br>|—|</p>"}, Case{"a\n\t|-|", "<p>a<br>|-|</p>"},
        Case{"> a\n>     |-|", "<blockquote><p>a<br>|-|</p></blockquote>"},
        Case{"|\n| - |", "<p>|<br>| – |</p>"}, Case{"| \n|-|\nb", "<p>|<br>|-|<br>b</p>"},
        Case{"- | a | b |\n|:-|-:|", "<ul><li>| a | b |<br>|:-|-:|</li></ul>"},
        Case{"> 1. a\n> |-|", "<blockquote><ol><li>a<br>|-|</li></ol></blockquote>"},
        Case{"| a |\n---", "<p><strong>| a |</strong></p>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

TEST(Markdown, CellsContainInlineMarkdown) {
  const auto cell = [](const std::string& text) {
    const std::string html = markdown("| " + text + " | x |\n|-|-|");
    const std::string begin = "<table><thead><tr><th>";
    const std::string end = "</th><th>x</th></tr></thead></table>";
    if (!html.starts_with(begin) || !html.ends_with(end)) return html;
    return html.substr(begin.size(), html.size() - begin.size() - end.size());
  };
  for (const Case& c :
       {Case{"**a** _b_ `c` ~~d~~", "<strong>a</strong> <em>b</em> <code>c</code> <del>d</del>"},
        Case{"a \\| b", "a | b"}, Case{"`a \\| b`", "<code>a | b</code>"},
        Case{"**\\|**", "<strong>|</strong>"}, Case{"\\\\ `\\\\` \\*", "\\ <code>\\\\</code> *"},
        Case{"# a #", "# a #"}, Case{"- a", "- a"}, Case{"1. a", "1. a"}, Case{"> a", "&gt; a"},
        Case{"<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"}, Case{"~a", "~a"}, Case{"*a", "*a"},
        Case{"[a](/b) ![c](/d)", link("/b", "a") + " " + link("/d", "c")},
        Case{"http://example.org/_a_b", link("http://example.org/_a_b", "http://example.org/_a_b")},
        Case{"\"a\" -- it's", "“a” — it’s"}})
    EXPECT_EQ(cell(c.typed), c.html) << c.typed;
  EXPECT_EQ(markdown("a *b|c* d\n-|-\n`e|f`\n~~g|h~~"),
            table({{"a *b", "c* d"}, {"`e", "f`"}, {"~~g", "h~~"}}));
  EXPECT_EQ(markdown("|[x]|\n|-|\n|[y][x]|\n\n[x]: /z"),
            table({{link("/z", "x")}, {link("/z", "y")}}));
  EXPECT_EQ(markdown("|http://example.org/a|*b*|\n|-|-|"),
            table({{link("http://example.org/a", "http://example.org/a"), "<em>b</em>"}}));
}

TEST(Markdown, TablesHaveNeighboursAndContainers) {
  const std::string a = table({{"a", "b"}, {"1", "2"}});
  const std::string typed = "a|b\n-|-\n1|2\n";
  const std::string b = table({{"c"}});
  for (const Case& c :
       {Case{"x\ny\n" + typed + "\nz", "<p>x<br>y</p>" + a + "<p>z</p>"},
        Case{typed + "\n" + typed, a + a},
        Case{typed + "> q", a + "<blockquote><p>q</p></blockquote>"},
        Case{typed + "- q", a + "<ul><li>q</li></ul>"},
        Case{typed + "# q", a + "<p><strong>q</strong></p>"},
        Case{typed + "```\nq", a + "<pre><code>q</code></pre>"},
        Case{typed + "---", a + "<hr>"},
        Case{typed + "---\nq", a + "<hr><p>q</p>"},
        Case{"x\n" + typed + "===\nq",
             "<p>x</p>" + table({{"a", "b"}, {"1", "2"}, {"===", ""}}) + "<p>q</p>"},
        Case{typed + "--\nq", table({{"a", "b"}, {"1", "2"}, {"–", ""}}) + "<p>q</p>"},
        Case{typed + "    ---\n---", a + "<pre><code>---</code></pre><hr>"},
        Case{"|c|\n|-|\n\t|d|\n|e|", b + "<pre><code>|d|</code></pre><p>|e|</p>"},
        Case{"> |c|\n> |-|\n>     |d|",
             "<blockquote>" + b + "<pre><code>|d|</code></pre></blockquote>"},
        Case{"- |c|\n  |-|\n|d|", "<ul><li>" + b + "</li></ul><p>|d|</p>"},
        Case{"- |c|\n  |-|\n      |d|", "<ul><li>" + b + "<pre><code>|d|</code></pre></li></ul>"},
        Case{"-     code\n\n  |c|\n  |-|",
             "<ul><li><pre><code>code</code></pre>" + b + "</li></ul>"},
        Case{"- q\n\n     |c|\n  |-|", "<ul><li><p>q</p>" + b + "</li></ul>"},
        Case{"- - |c|\n    |-|\n", "<ul><li><ul><li>" + b + "</li></ul></li></ul>"},
        Case{"-\n  |c|\n  |-|", "<ul><li>" + b + "</li></ul>"},
        Case{"12.\n    |c|\n    |-|", "<ol start=\"12\"><li>" + b + "</li></ol>"},
        Case{">\t|c|\n>\t|-|", "<blockquote>" + b + "</blockquote>"},
        Case{"[x]: /y\n" + typed + "\n[x]", a + "<p>" + link("/y", "x") + "</p>"},
        Case{"> a|b\n> -|-\n> 1|2\n\nq", "<blockquote>" + a + "</blockquote><p>q</p>"},
        Case{">a|b\n>-|-\n1|2", "<blockquote>" + a + "</blockquote>"},
        Case{"- a|b\n  -|-\n  1|2\n- q", "<ul><li>" + a + "</li><li>q</li></ul>"},
        Case{"- q\n  a|b\n  -|-\n  1|2", "<ul><li>q" + a + "</li></ul>"},
        Case{"-\ta|b\n\t-|-\n\t1|2\n\n\tq", "<ul><li>" + a + "<p>q</p></li></ul>"},
        Case{"10. > a|b\n    > -|-\n    > 1|2\n11. q",
             "<ol start=\"10\"><li><blockquote>" + a + "</blockquote></li><li>q</li></ol>"},
        Case{"> 1. |c|\n>    |-|\n>\n> 2. |c|\n>    |-|",
             "<blockquote><ol><li>" + b + "</li><li>" + b + "</li></ol></blockquote>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

TEST(Markdown, TheTextOfATableHasALineForEachRow) {
  EXPECT_EQ(render_markup("x\n\n|a|*b*|\n|-|-|\n|c|\n\ny", TextFormat::markdown).plain_text,
            "x\n\na | b\nc | \ny\n");
  EXPECT_EQ(
      render_markup("|http://a.example|[b](http://b.example)|\n|-|-|", TextFormat::markdown).links,
      2);
}

TEST(Markdown, TablesBeyondTheLimitsAreShownAsText) {
  const auto wide = [](int columns) {
    std::string header = "|";
    std::string delimiters = "|";
    for (int i = 0; i < columns; ++i) header += "a|", delimiters += "-|";
    return header + "\n" + delimiters + "\n";
  };
  EXPECT_TRUE(markdown(wide(64)).starts_with("<table>"));
  EXPECT_TRUE(markdown(wide(65)).starts_with("<p>|a|"));
  std::string rows = wide(10);
  for (int i = 0; i < 20; ++i) rows += "x\n";
  EXPECT_TRUE(markdown(rows).starts_with("<table>")) << "210 cells";
  EXPECT_TRUE(markdown(rows + "x\n").starts_with("<p>|a|"));
  EXPECT_EQ(markdown(rows + std::string(200, 'x') + "\n\n" + rows).find("</table>"),
            markdown(rows + std::string(200, 'x') + "\n\n" + rows).rfind("</table>"))
      << "the limit is for all tables of a text together";
  EXPECT_EQ(markdown(std::string(17, '>') + "a|b\n" + std::string(17, '>') + "-|-").find("<table"),
            std::string::npos)
      << "no table within the elements that are too deep";
}

/// Whether elements are closed in their order and have parents that HTML allows.
testing::AssertionResult is_well_formed(const std::string& html) {
  const std::map<std::string, std::string> parents{
      {"li", "ul ol"}, {"thead", "table"}, {"tbody", "table"},    {"tr", "thead tbody"},
      {"th", "tr"},    {"td", "tr"},       {"summary", "details"}};
  const std::set<std::string> blocks{"p",   "ul", "ol",    "blockquote",
                                     "pre", "hr", "table", "details"};
  const std::set<std::string> block_parents{"", "li", "blockquote", "details"};
  std::vector<std::string> open{""};
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const bool closes = html[at + 1] == '/';
    const std::size_t begin = at + (closes ? 2 : 1);
    const std::string name = html.substr(begin, html.find_first_of(" >", begin) - begin);
    if (closes) {
      if (open.back() != name)
        return testing::AssertionFailure() << "</" << name << "> in " << open.back();
      open.pop_back();
      continue;
    }
    const auto parent = parents.find(name);
    const bool allowed =
        parent != parents.end()
            ? (" " + parent->second + " ").find(" " + open.back() + " ") != std::string::npos
        : blocks.contains(name)
            ? block_parents.contains(open.back())
            : !parents.contains(open.back()) || open.back() == "li" || open.back() == "td" ||
                  open.back() == "th" || open.back() == "summary";
    if (!allowed) return testing::AssertionFailure() << "<" << name << "> in " << open.back();
    if (name != "br" && name != "hr") open.push_back(name);
  }
  if (open.size() > 1) return testing::AssertionFailure() << open.back() << " is open";
  return testing::AssertionSuccess();
}

TEST(Markdown, EveryTextBecomesWellFormedHtml) {
  const std::vector<std::string> pieces{"a",
                                        "b ",
                                        " ",
                                        "\n",
                                        "\n",
                                        "\n\n",
                                        "|",
                                        "|",
                                        "|",
                                        "-|-\n",
                                        "|-|-|\n",
                                        ":-:|-\n",
                                        "a|b\n-|-\n",
                                        "~",
                                        "~~",
                                        "~~~",
                                        "*",
                                        "**",
                                        "_",
                                        "`",
                                        "```\n",
                                        "\\",
                                        "> ",
                                        "- ",
                                        "1. ",
                                        "  ",
                                        "    ",
                                        "\t",
                                        "# ",
                                        "---\n",
                                        "===\n",
                                        "[",
                                        "](/a)",
                                        "[a]: /b\n",
                                        "![",
                                        "<b>",
                                        "<div>\n",
                                        "http://a.example",
                                        "é",
                                        "&amp;",
                                        "$",
                                        "$x$",
                                        "$$\n",
                                        "\\(",
                                        "\\)",
                                        "\n\\[",
                                        "\\]\n",
                                        "\n<details>\n",
                                        "\n</details>\n",
                                        "\n<summary>",
                                        "</summary>\n",
                                        "[x] "};
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same texts in every run
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto left = random() % 60; left > 0; --left) text += pieces[random() % pieces.size()];
    const std::string html = markdown(text);
    ASSERT_TRUE(is_well_formed(html)) << text << "\n\n" << html;
  }
}

TEST(PlainMarkup, EveryTextBecomesWellFormedHtml) {
  const std::vector<std::string> pieces{"a",
                                        "b ",
                                        "\n",
                                        "\n\n",
                                        "<b>",
                                        "</b>",
                                        "<i>",
                                        "</i>",
                                        "<details>",
                                        "</details>",
                                        "<q>",
                                        "<summary>",
                                        "</summary>",
                                        "<blockquote>",
                                        "</q>",
                                        "<code>",
                                        "</code>",
                                        "</blockquote>",
                                        "<a href='/a'>",
                                        "</a>",
                                        "http://a.example",
                                        "<x>",
                                        "&amp;",
                                        "\""};
  std::mt19937 random(12);  // NOLINT(cert-msc51-cpp): the same texts in every run
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto left = random() % 40; left > 0; --left) text += pieces[random() % pieces.size()];
    const std::string html = plain(text);
    ASSERT_TRUE(is_well_formed(html)) << text << "\n\n" << html;
  }
}

TEST(Markdown, BareAddressesAreLinksBeforeEmphasis) {
  for (const std::string address :
       {"http://example.org/__init__.py", "http://example.org/_a_/b", "http://example.org/*a*b*/c",
        "http://example.org/?a_b=**c**d", "http://example.org/a_b_c"})
    EXPECT_EQ(markdown(address), "<p>" + link(address, address) + "</p>");
  const std::string address = "http://example.org/a_b";
  EXPECT_EQ(markdown("_" + address), "<p>_" + address + "</p>") << "not at the beginning of a word";
  EXPECT_EQ(markdown("**" + address + "**"),
            "<p><strong>" + link(address, address) + "</strong></p>");
  EXPECT_EQ(markdown("*a " + address + " b*"),
            "<p><em>a " + link(address, address) + " b</em></p>");
  EXPECT_EQ(markdown("`" + address + "`"), "<p><code>" + address + "</code></p>");
  EXPECT_EQ(markdown("[x_y](" + address + ")"), "<p>" + link(address, "x_y") + "</p>");
  EXPECT_EQ(markdown("<" + address + ">"), "<p>" + link(address, address) + "</p>");
  EXPECT_EQ(markdown("```\n" + address + "\n```"), "<pre><code>" + address + "</code></pre>");
}

TEST(Markdown, BareAddressesEndAsInGitHubFlavoredMarkdown) {
  const auto shown = [](const std::string& address) {
    return link(address.starts_with("www.") ? "http://" + address : address, address);
  };
  for (const Case& c :
       {Case{"www.commonmark.org", shown("www.commonmark.org")},
        Case{"Visit www.commonmark.org/help for more.",
             "Visit " + shown("www.commonmark.org/help") + " for more."},
        Case{"www.commonmark.org/a.b.", shown("www.commonmark.org/a.b") + "."},
        Case{"(www.google.com/search?q=Markup+(business))",
             "(" + shown("www.google.com/search?q=Markup+(business)") + ")"},
        Case{"www.google.com/search?q=(business))+ok",
             shown("www.google.com/search?q=(business))+ok")},
        Case{"www.google.com/search?q=commonmark&hl;",
             shown("www.google.com/search?q=commonmark") + "&amp;hl;"},
        Case{"www.commonmark.org/he<lp", shown("www.commonmark.org/he") + "&lt;lp"},
        Case{"https://encrypted.google.com/search?q=Markup+(business)",
             shown("https://encrypted.google.com/search?q=Markup+(business)")},
        Case{"foo@bar.example.com", "foo@bar.example.com"},
        Case{"<foo@bar.example.com>", link("mailto:foo@bar.example.com", "foo@bar.example.com")}})
    EXPECT_EQ(markdown(c.typed), "<p>" + c.html + "</p>") << c.typed;
}

TEST(Markdown, FencedCodeHasTheNameOfItsLanguage) {
  for (const Case& c :
       {Case{"c++", "c++"}, Case{"  c# title", "c#"}, Case{"objective-c", "objective-c"},
        Case{"Vue.js_2", "Vue.js_2"}, Case{"", ""}, Case{"a\"b", ""}, Case{"{.c}", ""},
        Case{"é", ""}, Case{"a&amp;b", ""}, Case{std::string(30, 'a'), std::string(30, 'a')},
        Case{std::string(31, 'a'), ""}}) {
    const std::string name = c.html.empty() ? "" : " class=\"language-" + c.html + "\"";
    EXPECT_EQ(markdown("~~~" + c.typed + "\na < b\n~~~"),
              "<pre><code" + name + ">a &lt; b</code></pre>")
        << c.typed;
  }
  EXPECT_EQ(markdown("    a"), "<pre><code>a</code></pre>");
}

TEST(Markdown, TaskListsHaveBoxesAsText) {
  for (const Case& c :
       {Case{"- [ ] a\n- [x] **b**\n- [X] `c`",
             "<ul><li>\u2610 a</li><li>\u2611 <strong>b</strong></li><li>\u2611 "
             "<code>c</code></li></ul>"},
        Case{"1. [x] a\n\n   [x] b", "<ol><li><p>\u2611 a</p><p>[x] b</p></li></ol>"},
        Case{"- [x]a\n- [y] b\n- \\[x] c\n- a [x] b",
             "<ul><li>[x]a</li><li>[y] b</li><li>[x] c</li><li>a [x] b</li></ul>"},
        Case{"[x] a", "<p>[x] a</p>"},
        Case{"- [x] a\n\n[x]: /b", "<ul><li>" + link("/b", "x") + " a</li></ul>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

std::string math(const std::string& formula) {
  return "<code class=\"math\">" + formula + "</code>";
}

TEST(Markdown, FormulasAreCodeOfTheClassMath) {
  for (const Case& c :
       {Case{"$x$", math("x")},
        Case{"a $a_1 * b_1 * c\\{1\\}$, b", "a " + math("a_1 * b_1 * c\\{1\\}") + ", b"},
        Case{"$a < b & c$", math("a &lt; b &amp; c")},
        Case{"($x$)-$y$", "(" + math("x") + ")-" + math("y")},
        Case{"**$x$** and *a $y$*",
             "<strong>" + math("x") + "</strong> and <em>a " + math("y") + "</em>"},
        Case{"~~$x~y$~~", "<del>" + math("x~y") + "</del>"},
        Case{"\\(x + y\\) and \\( z \\)", math("x + y") + " and " + math("z")},
        Case{"a $$x$$ b", "a " + math("x") + " b"}, Case{"$a\\$b$", math("a\\$b")},
        Case{"[$x$](/a)", link("/a", math("x"))},
        Case{"[a $x$]\n\n[a $x$]: /b", link("/b", "a " + math("x"))},
        Case{"设$x$为", "设" + math("x") + "为"}, Case{"\\\\(x\\\\)", "\\(x\\)"}})
    EXPECT_EQ(markdown(c.typed), "<p>" + c.html + "</p>") << c.typed;
  EXPECT_EQ(markdown("a|$x|y$\n-|-\n"),
            "<table><thead><tr><th>a</th><th>" + math("x|y") + "</th></tr></thead></table>");
  EXPECT_EQ(markdown("# $x$"), "<p><strong>" + math("x") + "</strong></p>");
  EXPECT_EQ(render_markup("a $x$ b", TextFormat::markdown).plain_text, "a x b\n");
}

TEST(Markdown, OtherDollarsAreLiteral) {
  for (const std::string text :
       {"$5 and $6", "US$5, A$6", "from $HOME to $USER", "$HOME/$USER", "5$ or 6$, not 7$", "$ x$",
        "$x $", "$x", "$$$", "$$$x$$$", "$x$y", "x$y$", "$", "$$", "$$ and $$ again",
        "?$filter=a&amp;$top=5", "$('a').add($('b'))"}) {
    std::string typed = text;
    if (const auto at = typed.find("amp;"); at != std::string::npos) typed.erase(at, 4);
    EXPECT_EQ(markdown(typed).substr(0, 3), "<p>");
    EXPECT_EQ(markdown(typed).find("math"), std::string::npos) << markdown(typed);
  }
  const std::string address = "http://a.example/?$x=1&amp;$y$";
  EXPECT_EQ(markdown("http://a.example/?$x=1&$y$"), "<p>" + link(address, address) + "</p>");
  EXPECT_EQ(markdown("\\$x$ [a](/$b$ \"$c$\")"),
            "<p>$x$ <a href=\"/$b$\" title=\"$c$\" rel=\"nofollow ugc noopener\">a</a></p>");
  EXPECT_EQ(markdown("`$a` and `b$`, `$c$`, $d `e$`"),
            "<p><code>$a</code> and <code>b$</code>, <code>$c$</code>, $d <code>e$</code></p>");
  EXPECT_EQ(markdown("```\n$x$ \\(y\\)\n$$\nz\n$$\n```"),
            "<pre><code>$x$ \\(y\\)\n$$\nz\n$$</code></pre>");
  EXPECT_EQ(markdown("    $$\n      *x*\n    $$"), "<pre><code>$$\n  *x*\n$$</code></pre>");
  EXPECT_EQ(markdown("<div>$x$\n$$y$$"), "<p>&lt;div&gt;$x$<br>$$y$$</p>");
  EXPECT_EQ(markdown("\\[1\\] see \\[sic\\]"), "<p>[1] see [sic]</p>");
}

TEST(Markdown, FormulasOfTheirOwnAreBlocks) {
  const auto block = [](const std::string& formula) { return "<pre>" + math(formula) + "</pre>"; };
  for (const Case& c :
       {Case{"$$x$$", block("x")}, Case{"$$ x $$", block("x")}, Case{"\\[ x \\]", block("x")},
        Case{"$$\na_1\n> b *c*\n---\n- d\n$$", block("a_1\n&gt; b *c*\n---\n- d")},
        Case{"\\[x\n+ y\\]", block("x\n+ y")},
        Case{"a\n$$x\ny$$\nb", "<p>a</p>" + block("x\ny") + "<p>b</p>"},
        Case{"> $$\n> x\n> $$\n> b", "<blockquote>" + block("x") + "<p>b</p></blockquote>"},
        Case{"- $$\n  x\n  $$\n- b", "<ul><li>" + block("x") + "</li><li>b</li></ul>"},
        Case{"- a\n\n  $$x$$", "<ul><li><p>a</p>" + block("x") + "</li></ul>"},
        Case{"$$\na|b\n-|-\n$$", block("a|b\n-|-")},
        Case{"$$x$$\n===", "<p><strong>" + math("x") + "</strong></p>"},
        // Not one paragraph.
        Case{"$$\nx\n\ny\n$$", "<p>$$<br>x</p><p>y<br>$$</p>"}, Case{"$$\n$$", "<p>$$<br>$$</p>"},
        Case{"$$ a\n`b` $$", "<p>$$ a<br><code>b</code> $$</p>"},
        Case{"$$ a\n~~~\nb $$\n~~~", "<p>$$ a</p><pre><code>b $$</code></pre>"},
        Case{"> $$\nx\n> $$", "<blockquote>" + block("x") + "</blockquote>"},
        Case{"$$ a $$ b\nc $$", "<p>$$ a $$ b<br>c $$</p>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

TEST(Markdown, TagsOfSpoilersOnTheirOwnLinesWork) {
  for (const Case& c :
       {Case{"<details>\n<summary>The *end*</summary>\n\nShe **wins**.\n\n</details>\n\nafter",
             "<details><summary>The <em>end</em></summary><p>She "
             "<strong>wins</strong>.</p></details>"
             "<p>after</p>"},
        Case{"a\n<details><summary>b</summary>\nc\n- d\n</details>\ne",
             "<p>a</p><details><summary>b</summary><p>c</p><ul><li>d</li></ul></details><p>e</p>"},
        Case{"<Details open>\n<details>\na\n</details>\n</details>",
             "<details><details><p>a</p></details></details>"},
        Case{"> <details>\n> a\n\nb",
             "<blockquote><details><p>a</p></details></blockquote><p>b</p>"},
        Case{"- <details>\n  <summary>$x$ # #</summary>\n  a\n  </details>\n- b",
             "<ul><li><details><summary>" + math("x") +
                 " # #</summary><p>a</p></details></li><li>b</li></ul>"},
        Case{"<details>\n- a\n  </details>\n- b",
             "<details><ul><li>a<p>&lt;/details&gt;</p></li><li>b</li></ul></details>"},
        Case{"<details>\na|b\n-|-\n</details>\nc",
             "<details><table><thead><tr><th>a</th><th>b</th></tr></thead></table></details><p>c</"
             "p>"},
        Case{"a\n</details>\n<summary>b *c*</summary>",
             "<p>a</p><p>&lt;/details&gt;</p><p>&lt;summary&gt;b <em>c</em>&lt;/summary&gt;</p>"},
        Case{"<details>a\n<b><details>", "<p>&lt;details&gt;a<br>&lt;b&gt;&lt;details&gt;</p>"},
        Case{"```\n<details>\n<summary>$a$ b</summary>\n```\n`<details>`",
             "<pre><code>&lt;details&gt;\n&lt;summary&gt;$a$ b&lt;/summary&gt;</code></pre>"
             "<p><code>&lt;details&gt;</code></p>"},
        Case{"a\n    <details>\nb", "<p>a<br>&lt;details&gt;<br>b</p>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
  std::string deep;
  for (int i = 0; i < 14; ++i) deep += "<details><summary>s</summary>\n";
  EXPECT_NE(markdown(deep + "a").find("<p>&lt;details&gt;&lt;summary&gt;s&lt;/summary&gt;</p>"),
            std::string::npos);
}

TEST(Markup, AnAddressEndsBeforePunctuationOfEveryScript) {
  const std::string address = "http://example.org/a";
  for (const std::string end :
       {"（b", "）", "」", "】",      "》",      "！",      "？", "：",     "；",
        "。",  "、", "，", "\u200Bb", "\u00ADb", "\u2060b", "—b", "–b",     "…",
        "”",   "’",  "»",  "\u3000b", "؟",       "،",       "।",  "\u2028b"})
    EXPECT_TRUE(plain(address + end).starts_with("<p>" + link(address, address))) << end;
  for (const std::string whole : {"http://example.org/l·l", "http://example.org/ア・イ",
                                  "http://example.org/中文", "http://example.org/צה״ל"})
    EXPECT_EQ(plain(whole), "<p>" + link(whole, whole) + "</p>");
}

TEST(Markdown, RawHtmlIsShownAsTypedAndInvalidLinksBecomeText) {
  for (const Case& c :
       {Case{"<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"},
        Case{"a <b>b</b>", "<p>a &lt;b&gt;b&lt;/b&gt;</p>"},
        Case{"[x](javascript:alert)", "<p>x</p>"}, Case{"[x](<java\tscript:alert(1)>)", "<p>x</p>"},
        Case{"<javascript:alert(1)>", "<p>javascript:alert(1)</p>"},
        Case{"[a [b](http://b.example)](http://a.example)",
             "<p>[a " + link("http://b.example", "b") + "](" +
                 link("http://a.example", "http://a.example") + ")</p>"}})
    EXPECT_EQ(markdown(c.typed), c.html) << c.typed;
}

TEST(Markup, LongAndNestedTextTakesBoundedTime) {
  const auto repeat = [](const std::string& unit) {
    std::string text;
    while (text.size() + unit.size() <= 65'525) text += unit;
    return text;
  };
  for (const char* unit : {"<b>",        "<i><b>",    "<blockquote>",
                           "(",          "\"",        "'",
                           "[",          "&",         "<",
                           "<a href=\"", "<b ",       "\n",
                           "\n\nx",      "*a ",       "> ",
                           "- ",         "http://a",  "http://a.example ",
                           "http://(",   "www.",      "<code>",
                           "</b>",       "&#",        "![",
                           "[a](",       "`",         "a-",
                           "...",        "_a_",       "~a ",
                           "~~a~ ",      "a~~",       "*~a",
                           "\\~",        "1. ",       "<a href=\"http://x.example\">x",
                           "$",          "$x ",       "$$\n",
                           "$$a\n",      "\\(",       "\\[a\n",
                           "$$x$$\n\n",  "<details>", "\n<details>\n",
                           "<summary>a", "- [ ] "}) {
    for (const std::string& text : {repeat(unit), "<b><i><em><q><s>" + repeat(unit)}) {
      const auto begin = std::chrono::steady_clock::now();
      const auto size = plain(text).size() + markdown(text).size();
      EXPECT_LT(std::chrono::steady_clock::now() - begin,
                slowness() * std::chrono::milliseconds(1'500))
          << unit;
      EXPECT_LT(size, 8U << 20) << unit;
    }
  }
}

std::size_t elements_in(const std::string& html) {
  std::size_t elements = 0;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1))
    if (html[at + 1] != '/') ++elements;
  return elements;
}

TEST(Markup, TheOutputIsAtMostAFewTimesAsLongAsTheInput) {
  std::string nested_list = "- + - + - + - + ";
  std::string wide_header = "a";
  std::string delimiters = "\n:-:";
  for (int i = 1; i < 40; ++i) wide_header += "|a", delimiters += "|:-:";
  const std::string wide_table = wide_header + delimiters + '\n';
  for (const char* unit : {"# a\n",
                           "#\n",
                           "> > > > > > a\n\n",
                           ">",
                           "> ",
                           "* * *\n",
                           "[",
                           "![]()",
                           "![a](http://b.co)",
                           "[a](/b)",
                           "- a\n",
                           "- a\n\n",
                           "1. a\n",
                           "1) ",
                           "- + ",
                           "&",
                           "\"",
                           "<",
                           "|&",
                           "&nbsp;",
                           "a\n",
                           "a\n\n",
                           "*a* ",
                           "*_",
                           "a**b",
                           "~a~ ",
                           "~~a ~b",
                           "|",
                           "|a",
                           "||a",
                           "|a|b|c|d|e|f|g|h|\n",
                           "-|",
                           "a|b\n-|-\n",
                           "a|b\n:-:|:-:\nc\n\n",
                           "a|b\n-|-\n---\n",
                           "> a|b\n> -|-\n\n",
                           "*~a~",
                           "\\~",
                           "_a*a",
                           "```\na\n```\n",
                           "`a` ",
                           "www.a.b ",
                           "http://a ",
                           "<b>a</b>",
                           "<q>a</q>\n\n",
                           "<a href=\"/b\">a</a>",
                           "<code>a</code>",
                           "a\n=\n",
                           "[a]: b\n",
                           "> - > - > - a\n\n",
                           "<blockquote>a</blockquote>",
                           "    a\n\n",
                           "<!--",
                           "a\\\n",
                           "[a](",
                           "](",
                           "$x$ ",
                           "$$x$$\n",
                           "\\(x\\)",
                           "$$\na\n$$\n",
                           "\\[a\n",
                           "<details>\n",
                           "<details>\n</details>\n",
                           "<details>\n<summary>a</summary>\n",
                           "- [x] a\n",
                           "```a\na\n```\n"}) {
    for (const std::string& opening :
         {std::string(), std::string("<b><i><em><strong><s><q>"), nested_list, wide_table}) {
      std::string text = opening;
      while (text.size() < 65'000) text += unit;
      for (const TextFormat format : {TextFormat::plain, TextFormat::markdown}) {
        const std::clock_t begin = std::clock();
        const Markup markup = render_markup(text, format);
        // CPU time, so that other processes do not affect the measurement.
        EXPECT_LT(std::clock() - begin, slowness() * CLOCKS_PER_SEC / 10) << unit;
        EXPECT_LE(elements_in(markup.html), text.size() / 4) << unit;
        EXPECT_LE(markup.html.size(), text.size() * 6) << unit;
      }
    }
  }
}

TEST(Markdown, AListAtTheGreatestDepthHasNoListElement) {
  std::string text = "- a";
  for (int depth = 0; depth < 16; ++depth) {
    EXPECT_TRUE(is_well_formed(markdown(text))) << markdown(text);
    text.insert(0, "> ");
  }
}

TEST(Markup, DeepListsWithBlankLinesTakeBoundedTime) {
  std::string text;
  while (text.size() < 32'000) text += "- + ";
  text += "a" + std::string(32'000, '\n') + "b";
  const std::clock_t begin = std::clock();
  EXPECT_NE(markdown(text), "");
  EXPECT_LT(std::clock() - begin, slowness() * CLOCKS_PER_SEC / 10);
}

TEST(Markup, TextAfterTooManyMarkupCharactersIsShownAsTyped) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "# a\n";
  text += "**The end** http://a.example http://b.example";
  const Markup markup = render_markup(text, TextFormat::markdown);
  EXPECT_TRUE(markup.html.starts_with("<p><strong>a</strong></p>"));
  EXPECT_NE(markup.html.find("<p class=\"comment-rest\"># a\n# a\n"), std::string::npos);
  EXPECT_TRUE(markup.html.ends_with("**The end** http://a.example http://b.example</p>"));
  EXPECT_EQ(markup.links, 2) << "they count although nobody can follow them";
  EXPECT_TRUE(markup.plain_text.ends_with("**The end** http://a.example http://b.example"));
}

TEST(Markup, OrdinaryTextOfAnyLengthIsRenderedCompletely) {
  std::string text;
  while (text.size() < 64'000)
    text +=
        "A paragraph with **strong** words, a [link](http://a.example/), \"quotes\" & such, as\n"
        "people write them; not too short, and with `code`.\n\n- an item of some length\n- another"
        " one that is as long\n\n";
  for (const TextFormat format : {TextFormat::plain, TextFormat::markdown})
    EXPECT_EQ(render_markup(text, format).html.find("comment-rest"), std::string::npos);
}

TEST(Markup, UnclosedTagsDoNotMultiplyTheirAttributes) {
  const std::string long_value(1'900, '&');
  std::string paragraphs;
  while (paragraphs.size() < 60'000) paragraphs += "x\n\n";
  for (const std::string& opening :
       {"<a href=\"http://x.example/" + long_value + "\" title='" + long_value + "'>",
        "<abbr title='" + long_value + "'>", "<q cite='http://x.example/" + long_value + "'>"})
    EXPECT_LT(plain(opening + paragraphs).size(), 1U << 20) << opening.substr(0, 8);
  EXPECT_EQ(plain("<a href='http://a.example'>x\n\ny</a> <del datetime='2010-11-16'>a\n\nb</del>"),
            "<p>" + link("http://a.example", "x") + "</p><p>" + link("http://a.example", "y") +
                " <del datetime=\"2010-11-16\">a</del></p><p><del "
                "datetime=\"2010-11-16\">b</del></p>");
}

}  // namespace
}  // namespace afterword
