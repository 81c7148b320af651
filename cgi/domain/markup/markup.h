// Renders a comment's text as HTML that is safe in any page. The text is parsed into a tree of the
// few allowed elements, and only the tree's serialiser writes HTML. The HTML is never edited
// afterwards.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// plain: paragraphs and line breaks as typed, and the tags a[href,title] abbr[title]
/// acronym[title] b blockquote[cite] cite code del[datetime] details em i q[cite] s strike strong
/// summary.
/// markdown: CommonMark without raw HTML, with strikethrough, tables and task lists of GitHub
/// Flavored Markdown, the formulas of Pandoc, which become code of class "math", and the tags
/// details and summary on lines of their own. Images become links, headings become bold paragraphs,
/// the boxes of task lists become characters. A fenced code block has the class "language-…".
enum class TextFormat { plain, markdown };

/// Whether what a writer hides in a details element is shown at first.
enum class Spoilers { closed, open };

struct Markup {
  std::string html;
  /// The text without tags, for matching words: "<b>half</b>way" is "halfway". A row of a table is
  /// a line with " | " between its cells.
  std::string plain_text;
  /// Number of links, including bare addresses in text that is not parsed as markup.
  int links = 0;
};

/// `text` must be valid UTF-8, as clean_text returns it. In both formats, bare http(s) and www.
/// addresses become links with rel="nofollow ugc noopener", and quotes, dashes and dots outside
/// code are set typographically. Unclosed and crossing tags are balanced; other tags are displayed
/// as typed. Time and the number of elements are linear in the length of the text: after more than
/// one markup character in eight bytes, the rest is displayed as typed, in one paragraph of class
/// "comment-rest".
Markup render_markup(std::string_view text, TextFormat format,
                     Spoilers spoilers = Spoilers::closed);

}  // namespace afterword
