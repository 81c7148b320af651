// From HTML of elsewhere to text as people type it here (TextFormat::plain of
// domain/markup/markup.h).
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// A comment's HTML with the tags that are allowed here and no others: paragraphs and other blocks
/// as blank lines, breaks as line ends, list items as lines with a dash, images as links to them;
/// scripts, styles, frames and forms left out with what is in them. What is written as text stays
/// text: "&lt;b&gt;" does not become bold. HTML5's rules for parsing, by gumbo; text that has
/// nothing but allowed tags stays as it is. So does, with its other tags as text, what is nested
/// too deep or would take a parser too much memory.
std::string text_of_html(std::string_view html);

/// The other way: text as it is typed here as a comment's HTML. A tag that is not allowed is text
/// here, and must be there.
std::string escape_other_tags(std::string_view text);

/// The characters that references in a name or a title stand for: "Tom &amp; Ann" is "Tom & Ann".
std::string decode_html(std::string_view text);

}  // namespace afterword
