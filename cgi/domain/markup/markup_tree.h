// The tree of a comment's text, and the one place that writes it as HTML.
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
  code_block,  // its text in Node::text
  bullet_list,
  ordered_list,
  list_item,
  // inline
  link,
  abbr,
  bold,
  cite,
  code,  // its text in Node::text
  del,
  emphasis,
  italic,
  quote,
  struck,
  strong,
};

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

struct Node {
  Element element = Element::root;
  std::string text;
  Attributes attributes;
  std::vector<std::size_t> children;
};

/// Nodes by number; the root is number 0.
class MarkupTree {
 public:
  MarkupTree() : nodes_(1) {}

  std::size_t add(std::size_t parent, Node node);
  Node& at(std::size_t node) { return nodes_[node]; }

  /// HTML with everything escaped for its place. Elements without content are left out.
  std::string to_html() const;

 private:
  void write(std::size_t node, std::string& out) const;

  std::vector<Node> nodes_;
};

}  // namespace afterword
