// Builds a comment's tree from parser events. The tree is valid HTML for every sequence of events:
// blocks only in blocks, no nested links, bounded depth, all elements closed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/markup/markup.h"
#include "domain/markup/markup_tree.h"
#include "domain/markup/typography.h"

namespace afterword {

class MarkupBuilder {
 public:
  explicit MarkupBuilder(Spoilers spoilers = Spoilers::closed) : spoilers_(spoilers) {}

  /// Appends running text without line ends. Applies typography and links bare addresses.
  void text(std::string_view text);
  void line_break();
  /// Ends the paragraph or the summary of a spoiler. Open inline elements continue in the next one
  /// until their repeated tags take more bytes than the text.
  void paragraph_break();

  /// Opens an inline element. Returns false without effect if one of its kind is open or the depth
  /// limit is reached.
  bool open_inline(Element element, Attributes attributes = {});
  /// Closes an inline element; elements opened within it stay open. No effect if it is not open.
  void close_inline(Element element);

  /// Opens a blockquote, a list, a list item or a spoiler (details), and ends the paragraph and
  /// every inline element. Returns false without effect if the depth limit is reached; for a list,
  /// if there would be no depth left for its items.
  bool open_block(Element element, Attributes attributes = {});
  /// Closes the innermost open block of this kind and all blocks within it. Returns false without
  /// effect if there is none.
  bool close_block(Element element);

  /// Opens the summary of the innermost open block, and ends every inline element. Returns false
  /// without effect unless the block is a spoiler without content. A summary contains no blocks;
  /// the next block or the end of the paragraph closes it.
  bool open_summary();

  /// Opens the next row of the innermost open table; the first is the header. No effect without an
  /// open table. Content of a table must be in one of its cells.
  void open_row();
  /// Opens the next cell of the row, and ends every inline element. No effect without an open row.
  void open_cell(Alignment alignment);

  /// In a tight list, an item's text is not wrapped in a paragraph.
  void set_tight(bool tight) { tight_ = tight; }

  /// A line between two parts of the text.
  void thematic_break();

  /// Text that is shown as typed. `class_name` is "" for none.
  void code(std::string_view text, std::string_view class_name = {});
  void code_block(std::string_view text, std::string_view class_name = {});

  /// Appends the rest of the text as typed. Only finish() may follow.
  void rest(std::string_view text);

  Markup finish();

 private:
  struct OpenInline {
    Element element;
    Attributes attributes;
    bool made = false;  // has been added to the tree
  };
  struct OpenBlock {
    Element element;
    std::size_t node;
  };

  std::size_t block_node() const { return blocks_.empty() ? 0 : blocks_.back().node; }
  /// Returns the node for inline content. Adds the paragraph and the open elements to the tree on
  /// first use, so that empty ones are never added.
  std::size_t inline_node();
  /// Whether an element that is already in the tree may be repeated, after a closed sibling or in
  /// the next paragraph.
  bool may_repeat(const OpenInline& open);
  void add_text(std::string text);
  void add_link(std::string_view shown, std::string href);
  bool is_open(Element element) const;
  void end_paragraph();
  void push_block(Element element, Attributes attributes = {});
  /// Closes the open blocks within the innermost open one of either kind. False if there is none.
  bool close_within(Element element, Element or_element);

  Spoilers spoilers_;
  MarkupTree tree_;
  std::vector<OpenBlock> blocks_;
  std::size_t paragraph_ = 0;  // 0 if none
  std::vector<OpenInline> inlines_;
  std::vector<std::size_t> inline_nodes_;  // nodes of the leading inlines_ that are in the tree
  std::size_t repeated_bytes_ = 0;         // bytes of tags of repeated elements
  Typographer typographer_;
  bool tight_ = false;
  bool break_pending_ = false;
  std::string plain_text_;
  int links_ = 0;
};

}  // namespace afterword
