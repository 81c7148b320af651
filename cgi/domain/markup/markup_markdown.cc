#include "domain/markup/markup_markdown.h"

#include <cmark.h>

#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "domain/markup/markup_links.h"

namespace afterword {
namespace {

std::string_view literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal != nullptr ? literal : "";
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
    if (type == CMARK_NODE_BLOCK_QUOTE) return block(Element::blockquote, entering);
    if (type == CMARK_NODE_LIST)
      return block(cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? Element::ordered_list
                                                                        : Element::bullet_list,
                   entering);
    if (type == CMARK_NODE_ITEM) return block(Element::list_item, entering);
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
  void block(Element element, bool entering) {
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
    opened_blocks_.push_back(!within_unopened && builder_.open_block(element));
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
    if (entering) {
      const char* url = cmark_node_get_url(node);
      auto href = safe_href(url != nullptr ? url : "");
      if (!href) {
        opened_inlines_.push_back(false);
        return;
      }
      attributes.emplace_back("href", *std::move(href));
      const char* title = cmark_node_get_title(node);
      if (title != nullptr && *title != '\0') attributes.emplace_back("title", title);
    }
    inline_element(Element::link, std::move(attributes), entering);
  }

  MarkupBuilder& builder_;
  std::vector<bool> opened_blocks_;
  std::vector<bool> opened_inlines_;
};

}  // namespace

void parse_markdown(std::string_view text, MarkupBuilder& builder) {
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT), &cmark_node_free);
  cmark_consolidate_text_nodes(document.get());
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(
      cmark_iter_new(document.get()), &cmark_iter_free);
  MarkdownWalker walker(builder);
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get()))
    walker.visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
}

}  // namespace afterword
