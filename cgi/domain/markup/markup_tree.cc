#include "domain/markup/markup_tree.h"

namespace afterword {
namespace {

/// The tag name of an element, or "" for elements without a tag.
std::string_view tag_of(Element element) {
  switch (element) {
    case Element::root:
    case Element::text:
      return "";
    case Element::line_break:
      return "br";
    case Element::paragraph:
      return "p";
    case Element::blockquote:
      return "blockquote";
    case Element::code_block:
      return "pre";
    case Element::bullet_list:
      return "ul";
    case Element::ordered_list:
      return "ol";
    case Element::list_item:
      return "li";
    case Element::thematic_break:
      return "hr";
    case Element::table:
      return "table";
    case Element::table_head:
      return "thead";
    case Element::table_body:
      return "tbody";
    case Element::table_row:
      return "tr";
    case Element::header_cell:
      return "th";
    case Element::table_cell:
      return "td";
    case Element::details:
      return "details";
    case Element::summary:
      return "summary";
    case Element::link:
      return "a";
    case Element::abbr:
      return "abbr";
    case Element::bold:
      return "b";
    case Element::cite:
      return "cite";
    case Element::code:
      return "code";
    case Element::del:
      return "del";
    case Element::emphasis:
      return "em";
    case Element::italic:
      return "i";
    case Element::quote:
      return "q";
    case Element::struck:
      return "s";
    case Element::strong:
      return "strong";
  }
  return "";
}

std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return {};
  }
}

void append_escaped(std::string& out, std::string_view text) {
  std::size_t begin = 0;  // of what is appended as it is
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view escape = escape_of(text[at]);
    if (escape.empty()) continue;
    out += text.substr(begin, at - begin);
    out += escape;
    begin = at + 1;
  }
  out += text.substr(begin);
}

void append_opening(std::string& out, std::string_view tag, const Attributes& attributes) {
  out += '<';
  out += tag;
  for (const auto& [name, value] : attributes) {
    out += ' ';
    out += name;
    out += "=\"";
    append_escaped(out, value);
    out += '"';
  }
  out += '>';
}

void append_closing(std::string& out, std::string_view tag) {
  out += "</";
  out += tag;
  out += '>';
}

}  // namespace

std::size_t MarkupTree::add(std::size_t parent, Node node) {
  const std::size_t number = nodes_.size();
  nodes_.push_back(std::move(node));
  nodes_[parent].children.push_back(number);
  return number;
}

std::string MarkupTree::to_html() const {
  std::string out;
  write(0, out);
  return out;
}

// Recursive; the builder limits the depth.
void MarkupTree::write(std::size_t number, std::string& out) const {
  const Node& node = nodes_[number];
  const std::string_view tag = tag_of(node.element);
  if (node.element == Element::text) return append_escaped(out, node.text);
  if (node.element == Element::line_break || node.element == Element::thematic_break)
    return append_opening(out, tag, {});
  if (node.element == Element::code_block) {
    append_opening(out, tag, {});
    append_opening(out, tag_of(Element::code), node.attributes);
    append_escaped(out, node.text);
    append_closing(out, tag_of(Element::code));
    return append_closing(out, tag);
  }
  if (node.children.empty() && node.text.empty()) {
    if (node.element == Element::header_cell || node.element == Element::table_cell)
      out += "<td></td>";
    return;
  }
  if (!tag.empty()) append_opening(out, tag, node.attributes);
  append_escaped(out, node.text);
  for (const std::size_t child : node.children) write(child, out);
  if (!tag.empty()) append_closing(out, tag);
}

}  // namespace afterword
