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
#include "domain/markup/markdown_strikethrough.h"
#include "domain/markup/markdown_tables.h"
#include "domain/markup/markup_links.h"

namespace afterword {
namespace {

/// What cmark gets in place of a typed text that it must not interpret: a noncharacter, which no
/// comment contains (clean_text).
struct StandIn {
  std::string_view typed;  // shown in code and raw HTML
  std::string_view parsed;
  std::string_view shown;  // shown in text
};
// In a bare address, these are not delimiters; cmark has no rule for bare addresses.
constexpr std::array<StandIn, 3> address_stand_ins{
    {{"*", "\uFDD0", "*"}, {"_", "\uFDD1", "_"}, {"~", "\uFDD2", "~"}}};
// cmark's tree does not tell an escaped tilde from a delimiter.
constexpr StandIn escaped_tilde{"\\~", "\uFDD3", "~"};

/// Appends text between addresses with stand-ins for escaped tildes.
void append_with_escapes(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const bool escapes_tilde = text.substr(at).starts_with(escaped_tilde.typed);
    const std::size_t length = text[at] == '\\' ? 2 : 1;
    out += escapes_tilde ? escaped_tilde.parsed : text.substr(at, length);
    at += length;
  }
}

std::string with_stand_ins(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (const auto link = find_bare_link(text, at)) {
    append_with_escapes(out, text.substr(at, link->begin - at));
    for (const char c : text.substr(link->begin, link->end - link->begin)) {
      const auto* stand_in =
          std::find_if(address_stand_ins.begin(), address_stand_ins.end(),
                       [&](const StandIn& each) { return each.typed.front() == c; });
      out +=
          stand_in == address_stand_ins.end() ? std::string(1, c) : std::string(stand_in->parsed);
    }
    at = link->end;
  }
  append_with_escapes(out, text.substr(at));
  return out;
}

/// Replaces the stand-ins by one of their texts.
std::string without_stand_ins(const char* parsed, std::string_view StandIn::*kind) {
  std::string_view text = parsed != nullptr ? parsed : "";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::string_view next = text.substr(0, 1);
    std::size_t length = 1;
    const auto restore = [&](const StandIn& each) {
      if (!text.starts_with(each.parsed)) return;
      next = each.*kind;
      length = each.parsed.size();
    };
    for (const StandIn& each : address_stand_ins) restore(each);
    restore(escaped_tilde);
    out += next;
    text.remove_prefix(length);
  }
  return out;
}

std::string as_shown(const char* parsed) { return without_stand_ins(parsed, &StandIn::shown); }

std::string shown_literal(cmark_node* node) { return as_shown(cmark_node_get_literal(node)); }

std::string typed_literal(cmark_node* node) {
  return without_stand_ins(cmark_node_get_literal(node), &StandIn::typed);
}

/// The target of a link as browsers read it: blanks and the like are percent-encoded.
std::string target_of_link(cmark_node* node) {
  std::string target;
  for (const char c : as_shown(cmark_node_get_url(node)))
    target += has_url_characters({&c, 1}) || is_beyond_ascii(c) ? std::string(1, c)
                                                                : encode_parameter({&c, 1});
  return target;
}

std::string_view without_line_end(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

/// Passes the cells of tables, in the order of the document, on to the builder.
class TableWalker {
 public:
  TableWalker(const std::vector<MarkdownTable>& tables, MarkupBuilder& builder)
      : tables_(tables), builder_(builder) {}

  /// Whether the next cell is in this line of the source.
  bool is_cell(int line) const {
    return table_ < tables_.size() && line == tables_[table_].first_line + cell_;
  }

  void open_cell(bool may_open_table) {
    const MarkdownTable& table = tables_[table_];
    if (cell_ == 0) opened_ = may_open_table && builder_.open_block(Element::table);
    if (!opened_) {
      if (column_ > 0) builder_.text(" | ");
      return;
    }
    if (column_ == 0) builder_.open_row();
    builder_.open_cell(table.columns[column_]);
  }

  void close_cell() {
    const MarkdownTable& table = tables_[table_];
    ++cell_;
    if (++column_ < table.rows[row_]) return;
    for (; opened_ && column_ < table.columns.size(); ++column_)
      builder_.open_cell(table.columns[column_]);
    column_ = 0;
    if (!opened_) builder_.line_break();
    if (++row_ < table.rows.size()) return;
    if (opened_)
      builder_.close_block(Element::table);
    else
      builder_.paragraph_break();
    ++table_;
    row_ = 0;
    cell_ = 0;
  }

 private:
  const std::vector<MarkdownTable>& tables_;
  MarkupBuilder& builder_;
  // The next cell.
  std::size_t table_ = 0;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  int cell_ = 0;         // number of cells of the table that have been passed on
  bool opened_ = false;  // false if the builder refused the table; it is shown as text
};

class MarkdownWalker {
 public:
  MarkdownWalker(const std::vector<MarkdownTable>& tables, MarkupBuilder& builder)
      : builder_(builder), tables_(tables, builder) {}

  void visit(cmark_node* node, bool entering) {
    const cmark_node_type type = cmark_node_get_type(node);
    // Not a switch, because cmark's enumerators alias one another.
    if (type == CMARK_NODE_TEXT) return builder_.text(shown_literal(node));
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) return builder_.line_break();
    if (type == CMARK_NODE_CODE) return builder_.code(typed_literal(node));
    if (type == CMARK_NODE_CODE_BLOCK)
      return builder_.code_block(without_line_end(typed_literal(node)));
    if (type == CMARK_NODE_HTML_INLINE) return builder_.text(typed_literal(node));
    if (type == CMARK_NODE_HTML_BLOCK) return html_as_typed(typed_literal(node));
    if (type == CMARK_NODE_PARAGRAPH) return paragraph(node, entering);
    if (type == CMARK_NODE_HEADING) return heading(node, entering);
    if (type == CMARK_NODE_BLOCK_QUOTE) return block(Element::blockquote, {}, entering);
    if (type == CMARK_NODE_LIST) return list(node, entering);
    if (type == CMARK_NODE_ITEM) return block(Element::list_item, {}, entering);
    if (type == CMARK_NODE_THEMATIC_BREAK) return builder_.thematic_break();
    if (type == CMARK_NODE_EMPH) return inline_element(Element::emphasis, {}, entering);
    if (type == CMARK_NODE_STRONG) return inline_element(Element::strong, {}, entering);
    // Made by strike_through.
    if (type == CMARK_NODE_CUSTOM_INLINE) return inline_element(Element::del, {}, entering);
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

  void heading(cmark_node* node, bool entering) {
    if (tables_.is_cell(cmark_node_get_start_line(node))) {
      if (!entering) return tables_.close_cell();
      return tables_.open_cell(!is_within_unopened());
    }
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
    opened_blocks_.push_back(!is_within_unopened() &&
                             builder_.open_block(element, std::move(attributes)));
  }

  bool is_within_unopened() const { return !opened_blocks_.empty() && !opened_blocks_.back(); }

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
      std::string title = as_shown(cmark_node_get_title(node));
      if (!title.empty()) attributes.emplace_back("title", std::move(title));
    }
    inline_element(Element::link, std::move(attributes), entering);
    // A link or an image without words shows its address.
    if (entering && cmark_node_first_child(node) == nullptr) builder_.text(target);
  }

  MarkupBuilder& builder_;
  TableWalker tables_;
  std::vector<bool> opened_blocks_;
  std::vector<bool> opened_inlines_;
};

}  // namespace

void parse_markdown(std::string_view text, MarkupBuilder& builder) {
  const MarkdownWithTables with_tables = find_tables(text);
  const std::string source = with_stand_ins(with_tables.source);
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(source.data(), source.size(), CMARK_OPT_DEFAULT), &cmark_node_free);
  cmark_consolidate_text_nodes(document.get());
  strike_through(document.get());
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(
      cmark_iter_new(document.get()), &cmark_iter_free);
  MarkdownWalker walker(with_tables.tables, builder);
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get()))
    walker.visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
}

}  // namespace afterword
