#include "domain/markup/markup_markdown.h"

#include <cmark.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"
#include "domain/markup/markup_links.h"

namespace afterword {
namespace {

// In a bare address, * and _ are not emphasis. cmark has no rule for bare addresses, so it gets
// noncharacters in their place, which no comment contains (clean_text).
constexpr std::array<std::pair<char, std::string_view>, 2> stand_ins{
    {{'*', "\uFDD0"}, {'_', "\uFDD1"}}};

std::string protect_addresses(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (const auto link = find_bare_link(text, at)) {
    out += text.substr(at, link->begin - at);
    for (const char c : text.substr(link->begin, link->end - link->begin)) {
      const auto* stand_in = std::find_if(stand_ins.begin(), stand_ins.end(),
                                          [&](const auto& each) { return each.first == c; });
      out += stand_in == stand_ins.end() ? std::string(1, c) : std::string(stand_in->second);
    }
    at = link->end;
  }
  out += text.substr(at);
  return out;
}

std::string as_typed(const char* parsed) {
  std::string_view text = parsed != nullptr ? parsed : "";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto* stand_in = std::find_if(stand_ins.begin(), stand_ins.end(), [&](const auto& each) {
      return text.starts_with(each.second);
    });
    const bool found = stand_in != stand_ins.end();
    out += found ? stand_in->first : text.front();
    text.remove_prefix(found ? stand_in->second.size() : 1);
  }
  return out;
}

std::string literal_of(cmark_node* node) { return as_typed(cmark_node_get_literal(node)); }

/// The target of a link as browsers read it: blanks and the like are percent-encoded.
std::string target_of_link(cmark_node* node) {
  std::string target;
  for (const char c : as_typed(cmark_node_get_url(node)))
    target += has_url_characters({&c, 1}) || is_beyond_ascii(c) ? std::string(1, c)
                                                                : encode_parameter({&c, 1});
  return target;
}

std::string_view without_line_end(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

class MarkdownWalker {
 public:
  explicit MarkdownWalker(MarkupBuilder& builder) : builder_(builder) {}

  void visit(cmark_node* node, bool entering) {
    const cmark_node_type type = cmark_node_get_type(node);
    // Not a switch, because cmark's enumerators alias one another.
    if (type == CMARK_NODE_TEXT) return builder_.text(literal_of(node));
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) return builder_.line_break();
    if (type == CMARK_NODE_CODE) return builder_.code(literal_of(node));
    if (type == CMARK_NODE_CODE_BLOCK)
      return builder_.code_block(without_line_end(literal_of(node)));
    if (type == CMARK_NODE_HTML_INLINE) return builder_.text(literal_of(node));
    if (type == CMARK_NODE_HTML_BLOCK) return html_as_typed(literal_of(node));
    if (type == CMARK_NODE_PARAGRAPH) return paragraph(node, entering);
    if (type == CMARK_NODE_HEADING) return heading(entering);
    if (type == CMARK_NODE_BLOCK_QUOTE) return block(Element::blockquote, {}, entering);
    if (type == CMARK_NODE_LIST) return list(node, entering);
    if (type == CMARK_NODE_ITEM) return block(Element::list_item, {}, entering);
    if (type == CMARK_NODE_THEMATIC_BREAK) return builder_.thematic_break();
    if (type == CMARK_NODE_EMPH) return inline_element(Element::emphasis, {}, entering);
    if (type == CMARK_NODE_STRONG) return inline_element(Element::strong, {}, entering);
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) return link(node, entering);
  }

 private:
  void paragraph(cmark_node* node, bool entering) {
    cmark_node* item = cmark_node_parent(node);
    cmark_node* list = item != nullptr ? cmark_node_parent(item) : nullptr;
    builder_.set_tight(entering && list != nullptr &&
                       cmark_node_get_type(list) == CMARK_NODE_LIST &&
                       cmark_node_get_list_tight(list) != 0);
    if (!entering) builder_.paragraph_break();
  }

  void heading(bool entering) {
    inline_element(Element::strong, {}, entering);
    if (!entering) builder_.paragraph_break();
  }

  void list(cmark_node* node, bool entering) {
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST)
      return block(Element::bullet_list, {}, entering);
    Attributes attributes;
    const int start = cmark_node_get_list_start(node);
    if (start != 1) attributes.emplace_back("start", std::to_string(start));
    block(Element::ordered_list, std::move(attributes), entering);
  }

  void html_as_typed(std::string_view text) {
    for (text = without_line_end(text); !text.empty();) {
      const std::size_t end = text.find('\n');
      builder_.text(text.substr(0, end));
      if (end == std::string_view::npos) break;
      builder_.line_break();
      text.remove_prefix(end + 1);
    }
    builder_.paragraph_break();
  }

  /// A block that was not opened must not be closed, because that would close an outer one. Lists
  /// are not opened within it either: a list without items, or items without a list, would be
  /// invalid.
  void block(Element element, Attributes attributes, bool entering) {
    if (!entering) {
      const bool opened = opened_blocks_.back();
      opened_blocks_.pop_back();
      if (opened)
        builder_.close_block(element);
      else
        builder_.paragraph_break();
      return;
    }
    const bool within_unopened = !opened_blocks_.empty() && !opened_blocks_.back();
    opened_blocks_.push_back(!within_unopened &&
                             builder_.open_block(element, std::move(attributes)));
  }

  void inline_element(Element element, Attributes attributes, bool entering) {
    if (entering) {
      opened_inlines_.push_back(builder_.open_inline(element, std::move(attributes)));
      return;
    }
    const bool opened = opened_inlines_.back();
    opened_inlines_.pop_back();
    if (opened) builder_.close_inline(element);
  }

  void link(cmark_node* node, bool entering) {
    Attributes attributes;
    const std::string target = target_of_link(node);
    if (entering) {
      auto href = safe_href(target);
      if (!href) {
        opened_inlines_.push_back(false);
        return;
      }
      attributes.emplace_back("href", *std::move(href));
      std::string title = as_typed(cmark_node_get_title(node));
      if (!title.empty()) attributes.emplace_back("title", std::move(title));
    }
    inline_element(Element::link, std::move(attributes), entering);
    // A link or an image without words shows its address.
    if (entering && cmark_node_first_child(node) == nullptr) builder_.text(target);
  }

  MarkupBuilder& builder_;
  std::vector<bool> opened_blocks_;
  std::vector<bool> opened_inlines_;
};

}  // namespace

void parse_markdown(std::string_view text, MarkupBuilder& builder) {
  const std::string protected_text = protect_addresses(text);
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(protected_text.data(), protected_text.size(), CMARK_OPT_DEFAULT),
      &cmark_node_free);
  cmark_consolidate_text_nodes(document.get());
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(
      cmark_iter_new(document.get()), &cmark_iter_free);
  MarkdownWalker walker(builder);
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get()))
    walker.visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
}

}  // namespace afterword
