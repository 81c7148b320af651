// Builds the tree of a comment from what a parser finds in order. Whatever the order, the tree is
// valid HTML: blocks only in blocks, no link in a link, bounded depth, everything closed.
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
  /// Running text without line ends: set typographically, bare addresses linked.
  void text(std::string_view text);
  void line_break();
  /// Ends the paragraph; inline elements that are open go on in the next one, until their tags take
  /// more bytes than the text.
  void paragraph_break();

  /// Opens an inline element; false, and nothing happens, when one of its kind is open already or
  /// the nesting is too deep.
  bool open_inline(Element element, Attributes attributes = {});
  /// Closes an inline element; those opened within it go on. Nothing when it is not open.
  void close_inline(Element element);

  /// Opens a blockquote, a list or a list item; false, and nothing happens, when the nesting is too
  /// deep. Ends the paragraph and every inline element.
  bool open_block(Element element, Attributes attributes = {});
  /// Closes the innermost block of its kind with all blocks in it. Nothing when none is open.
  void close_block(Element element);

  /// In a tight list an item's text is not a paragraph.
  void set_tight(bool tight) { tight_ = tight; }

  void code(std::string_view text);
  void code_block(std::string_view text);

  /// What is left of the text, shown as typed; nothing may follow but finish().
  void rest(std::string_view text);

  Markup finish();

 private:
  struct OpenInline {
    Element element;
    Attributes attributes;
    bool made = false;  // in the tree at least once
  };
  struct OpenBlock {
    Element element;
    std::size_t node;
  };

  std::size_t block_node() const { return blocks_.empty() ? 0 : blocks_.back().node; }
  /// The node that inline content goes to; makes the paragraph and the open elements when they are
  /// not in the tree yet, so that what stays empty never is.
  std::size_t inline_node();
  /// Whether an element that was in the tree before may be made again, beside a closed one or in
  /// the next paragraph.
  bool may_repeat(const OpenInline& open);
  void add_text(std::string text);
  void add_link(std::string_view shown, std::string href);
  bool is_open(Element element) const;
  void end_paragraph();

  MarkupTree tree_;
  std::vector<OpenBlock> blocks_;
  std::size_t paragraph_ = 0;  // 0: none
  std::vector<OpenInline> inlines_;
  std::vector<std::size_t> inline_nodes_;  // of the first so many of inlines_ that are in the tree
  std::size_t repeated_bytes_ = 0;         // of tags, in elements made again
  Typographer typographer_;
  bool tight_ = false;
  bool break_pending_ = false;
  std::string plain_text_;
  int links_ = 0;
};

}  // namespace afterword
