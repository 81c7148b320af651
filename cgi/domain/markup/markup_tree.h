// The tree of a comment's text and its HTML serialiser. HTML of comments is written here only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace afterword {

enum class Element {
  root,
  text,  // a leaf with Node::text
  line_break,
  // blocks
  paragraph,
  blockquote,
  code_block,  // has Node::text; its attributes are those of the inner element
  bullet_list,
  ordered_list,
  list_item,
  thematic_break,
  table,
  table_head,
  table_body,
  table_row,
  header_cell,
  table_cell,
  details,
  summary,
  // inline
  link,
  abbr,
  bold,
  cite,
  code,  // has Node::text
  del,
  emphasis,
  italic,
  quote,
  struck,
  strong,
};

/// Of a column of a table.
enum class Alignment { none, left, center, right };

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

struct Node {
  Element element = Element::root;
  std::string text;
  Attributes attributes;
  std::vector<std::size_t> children;
};

/// Nodes are numbered; the root is 0.
class MarkupTree {
 public:
  MarkupTree() : nodes_(1) {}

  std::size_t add(std::size_t parent, Node node);
  Node& at(std::size_t node) { return nodes_[node]; }

  /// Serialises to HTML with context-dependent escaping. Empty elements are omitted, except
  /// cells of a table. An empty header cell is a td, because it is the header of nothing.
  std::string to_html() const;

 private:
  void write(std::size_t node, std::string& out) const;

  std::vector<Node> nodes_;
};

}  // namespace afterword
