// From what a person wrote to HTML that is safe in any page. The text becomes a tree of the few
// elements below, and only the tree's serialiser writes HTML; nothing edits HTML afterwards.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// plain: paragraphs and line breaks as typed, and the tags a[href,title] abbr[title]
/// acronym[title] b blockquote[cite] cite code del[datetime] em i q[cite] s strike strong.
/// markdown: CommonMark without raw HTML; images become links, headings bold paragraphs.
enum class TextFormat { plain, markdown };

struct Markup {
  std::string html;
  /// The text without tags, for matching words: "<b>half</b>way" is "halfway".
  std::string plain_text;
  /// Links in the tree, bare addresses included, and bare addresses in what is shown as typed.
  int links = 0;
};

/// `text` is valid UTF-8, as clean_text leaves it. In both formats bare http(s) and www. addresses
/// become links with rel="nofollow ugc noopener", quotes, dashes and dots are set
/// typographically outside code, tags that are not closed or that cross are balanced, and tags that
/// are not in the list are shown as typed. Takes time in proportion to the text, and makes elements
/// in proportion to it: from where a text has had more signs of markup than one in eight bytes, it
/// is shown as typed, in one paragraph of class "comment-rest".
Markup render_markup(std::string_view text, TextFormat format);

}  // namespace afterword
