// Strikethrough of GitHub Flavored Markdown, on top of cmark's tree.
#pragma once

#include <cmark.h>

namespace afterword {

/// Moves what is between two matching runs of one or two tildes into a CMARK_NODE_CUSTOM_INLINE,
/// of which the tree must have no others, and removes the runs. Such nodes are not nested, because
/// struck text cannot be struck twice. Adjacent text nodes must have been consolidated. Takes
/// linear time.
///
/// A run of two tildes opens and closes like "**" (CommonMark's left-flanking and right-flanking
/// delimiter runs). A single tilde that could do both does neither, so that "10~20" and
/// "host:~/file" are literal; the specification does not say what they are. Three or more tildes
/// are literal. Emphasis and links take precedence: both runs must be within the same one.
void strike_through(cmark_node* document);

}  // namespace afterword
