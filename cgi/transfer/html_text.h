// Converts other systems' HTML to our plain text format (TextFormat::plain of
// domain/markup/markup.h).
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace afterword {

/// Returns the new target of a link to a comment; any other link unchanged.
using LinkResolver = std::function<std::string(std::string_view href)>;

/// Converts a comment's HTML, keeping allowed tags only. Paragraphs and other blocks become blank
/// lines, breaks become line ends, list items become lines with a dash or their number, rows of a
/// table lines with bars between the cells; images, frames, videos and the like become links, emoji
/// their characters, "10<sup>6</sup>" becomes "10^6"; scripts, styles and forms are removed with
/// their content. Escaped text stays text:
/// "&lt;b&gt;" does not become bold. Parses by the HTML5 rules (gumbo). A text with nothing but
/// allowed tags is returned unchanged. So is HTML that is nested too deep or needs too much memory;
/// its other tags become text.
std::string text_of_html(std::string_view html, const LinkResolver& resolve = {});

/// Converts our plain text to a comment's HTML: escapes tags that are not allowed, because they are
/// text here.
std::string escape_other_tags(std::string_view text);

/// Decodes the character references of a name or a title: "Tom &amp; Ann" is "Tom & Ann".
std::string decode_html(std::string_view text);

/// Decodes the character references of an address, as in an attribute: "?a=1&amp;b=2" is
/// "?a=1&b=2", and "?a=1&copy=2" stays as it is.
std::string decode_address(std::string_view text);

}  // namespace afterword
