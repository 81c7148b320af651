#include "domain/markup/markup_builder.h"

#include <algorithm>

#include "domain/markup/markup_links.h"

namespace afterword {
namespace {

// Depth limits, because the tree is serialised recursively.
constexpr std::size_t max_inline_depth = 6;
constexpr std::size_t max_block_depth = 12;  // and a summary, or the rows and cells of a table
// Limit for repeated elements. Open elements are reopened in every paragraph with their attributes;
// one unclosed link over thousands of paragraphs would produce hundreds of megabytes. Repeated tags
// may take as many bytes as the text plus this.
constexpr std::size_t free_repeated_bytes = 1'024;
constexpr std::size_t tag_bytes = 16;  // approximate size of an opening and a closing tag

/// Class names, because a Content-Security-Policy can forbid inline style.
Attributes alignment_attributes(Alignment alignment) {
  switch (alignment) {
    case Alignment::none:
      return {};
    case Alignment::left:
      return {{"class", "aw-left"}};
    case Alignment::center:
      return {{"class", "aw-center"}};
    case Alignment::right:
      return {{"class", "aw-right"}};
  }
  return {};
}

Attributes class_attribute(std::string_view name) {
  if (name.empty()) return {};
  return {{"class", std::string(name)}};
}

Attributes link_attributes(std::string href) {
  return {{"href", std::move(href)}, {"rel", "nofollow ugc noopener"}};
}

}  // namespace

bool MarkupBuilder::is_open(Element element) const {
  return std::any_of(inlines_.begin(), inlines_.end(),
                     [&](const OpenInline& open) { return open.element == element; });
}

bool MarkupBuilder::may_repeat(const OpenInline& open) {
  if (!open.made) return true;
  repeated_bytes_ += tag_bytes;
  for (const auto& [name, value] : open.attributes) repeated_bytes_ += name.size() + value.size();
  return repeated_bytes_ <= free_repeated_bytes + plain_text_.size();
}

std::size_t MarkupBuilder::inline_node() {
  if (paragraph_ == 0) {
    const Element block = blocks_.empty() ? Element::root : blocks_.back().element;
    const bool bare = (tight_ && block == Element::list_item) || block == Element::header_cell ||
                      block == Element::table_cell || block == Element::summary;
    paragraph_ = bare ? block_node() : tree_.add(block_node(), {Element::paragraph, {}, {}, {}});
    break_pending_ = false;
  }
  if (break_pending_) {
    // The line break is placed before the content that follows, outside elements that begin with
    // it.
    const std::size_t parent = inline_nodes_.empty() ? paragraph_ : inline_nodes_.back();
    tree_.add(parent, {Element::line_break, {}, {}, {}});
    break_pending_ = false;
  }
  while (inline_nodes_.size() < inlines_.size()) {
    OpenInline& open = inlines_[inline_nodes_.size()];
    if (!may_repeat(open)) {
      inlines_.erase(inlines_.begin() + static_cast<std::ptrdiff_t>(inline_nodes_.size()));
      continue;
    }
    open.made = true;
    const std::size_t parent = inline_nodes_.empty() ? paragraph_ : inline_nodes_.back();
    inline_nodes_.push_back(tree_.add(parent, {open.element, {}, open.attributes, {}}));
  }
  return inline_nodes_.empty() ? paragraph_ : inline_nodes_.back();
}

void MarkupBuilder::add_text(std::string text) {
  if (text.empty()) return;
  tree_.add(inline_node(), {Element::text, std::move(text), {}, {}});
}

void MarkupBuilder::add_link(std::string_view shown, std::string href) {
  const std::size_t link =
      tree_.add(inline_node(), {Element::link, {}, link_attributes(std::move(href)), {}});
  tree_.add(link, {Element::text, std::string(shown), {}, {}});
  typographer_.note(shown);
  ++links_;
}

void MarkupBuilder::text(std::string_view text) {
  plain_text_ += text;
  if (paragraph_ == 0 || break_pending_)
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  if (text.empty()) return;
  if (is_open(Element::link)) return add_text(typographer_.set(text));
  std::size_t at = 0;
  while (const auto link = find_bare_link(text, at)) {
    add_text(typographer_.set(text.substr(at, link->begin - at)));
    add_link(text.substr(link->begin, link->end - link->begin), link->href);
    at = link->end;
  }
  add_text(typographer_.set(text.substr(at)));
}

void MarkupBuilder::line_break() {
  plain_text_ += '\n';
  if (paragraph_ == 0) return;
  // Two consecutive line breaks are kept.
  if (break_pending_) inline_node();
  break_pending_ = true;
  typographer_.note("\n");
}

void MarkupBuilder::end_paragraph() {
  paragraph_ = 0;
  inline_nodes_.clear();
  break_pending_ = false;
  typographer_ = {};
}

void MarkupBuilder::paragraph_break() {
  plain_text_ += '\n';
  end_paragraph();
  if (blocks_.empty() || blocks_.back().element != Element::summary) return;
  inlines_.clear();
  blocks_.pop_back();
}

bool MarkupBuilder::open_inline(Element element, Attributes attributes) {
  if (inlines_.size() >= max_inline_depth || is_open(element)) return false;
  if (element == Element::link) {
    attributes.emplace_back("rel", "nofollow ugc noopener");
    ++links_;
  }
  inlines_.push_back({element, std::move(attributes), false});
  return true;
}

void MarkupBuilder::close_inline(Element element) {
  const auto open = std::find_if(inlines_.rbegin(), inlines_.rend(),
                                 [&](const OpenInline& o) { return o.element == element; });
  if (open == inlines_.rend()) return;
  const auto index = static_cast<std::size_t>(inlines_.rend() - open) - 1;
  // Elements opened within it are reopened as siblings when content follows.
  if (inline_nodes_.size() > index) inline_nodes_.resize(index);
  inlines_.erase(inlines_.begin() + static_cast<std::ptrdiff_t>(index));
}

bool MarkupBuilder::open_block(Element element, Attributes attributes) {
  const bool is_list = element == Element::bullet_list || element == Element::ordered_list;
  if (blocks_.size() + (is_list ? 1 : 0) >= max_block_depth) return false;
  paragraph_break();
  inlines_.clear();
  if (element == Element::details && spoilers_ == Spoilers::open)
    attributes.emplace_back("open", "");
  push_block(element, std::move(attributes));
  return true;
}

void MarkupBuilder::push_block(Element element, Attributes attributes) {
  blocks_.push_back({element, tree_.add(block_node(), {element, {}, std::move(attributes), {}})});
}

bool MarkupBuilder::close_block(Element element) {
  const auto open = std::find_if(blocks_.rbegin(), blocks_.rend(),
                                 [&](const OpenBlock& o) { return o.element == element; });
  if (open == blocks_.rend()) return false;
  const auto depth = static_cast<std::size_t>(blocks_.rend() - open) - 1;
  paragraph_break();
  inlines_.clear();
  blocks_.resize(std::min(depth, blocks_.size()));
  return true;
}

bool MarkupBuilder::open_summary() {
  if (blocks_.empty() || blocks_.back().element != Element::details ||
      !tree_.at(block_node()).children.empty())
    return false;
  end_paragraph();
  inlines_.clear();
  push_block(Element::summary);
  return true;
}

bool MarkupBuilder::close_within(Element element, Element or_element) {
  const auto open = std::find_if(blocks_.rbegin(), blocks_.rend(), [&](const OpenBlock& o) {
    return o.element == element || o.element == or_element;
  });
  if (open == blocks_.rend()) return false;
  end_paragraph();
  inlines_.clear();
  blocks_.erase(open.base(), blocks_.end());
  return true;
}

void MarkupBuilder::open_row() {
  if (!close_within(Element::table, Element::table_body)) return;
  if (blocks_.back().element == Element::table) {
    const bool is_first = tree_.at(block_node()).children.empty();
    if (!is_first) plain_text_ += '\n';
    push_block(is_first ? Element::table_head : Element::table_body);
  } else {
    plain_text_ += '\n';
  }
  push_block(Element::table_row);
}

void MarkupBuilder::open_cell(Alignment alignment) {
  if (!close_within(Element::table_row, Element::table_row)) return;
  if (!tree_.at(block_node()).children.empty()) plain_text_ += " | ";
  const bool is_header = blocks_[blocks_.size() - 2].element == Element::table_head;
  push_block(is_header ? Element::header_cell : Element::table_cell,
             alignment_attributes(alignment));
}

void MarkupBuilder::thematic_break() {
  paragraph_break();
  inlines_.clear();
  tree_.add(block_node(), {Element::thematic_break, {}, {}, {}});
}

void MarkupBuilder::code(std::string_view text, std::string_view class_name) {
  plain_text_ += text;
  if (text.empty()) return;
  tree_.add(inline_node(), {Element::code, std::string(text), class_attribute(class_name), {}});
  typographer_.note(text);
}

void MarkupBuilder::code_block(std::string_view text, std::string_view class_name) {
  paragraph_break();
  inlines_.clear();
  plain_text_ += text;
  if (text.empty()) return;
  tree_.add(block_node(),
            {Element::code_block, std::string(text), class_attribute(class_name), {}});
}

void MarkupBuilder::rest(std::string_view text) {
  while (!blocks_.empty()) close_block(blocks_.front().element);
  paragraph_break();
  inlines_.clear();
  plain_text_ += text;
  for (auto link = find_bare_link(text, 0); link; link = find_bare_link(text, link->end)) ++links_;
  const std::size_t node = tree_.add(0, {Element::paragraph, {}, {{"class", "comment-rest"}}, {}});
  tree_.add(node, {Element::text, std::string(text), {}, {}});
}

Markup MarkupBuilder::finish() { return {tree_.to_html(), std::move(plain_text_), links_}; }

}  // namespace afterword
