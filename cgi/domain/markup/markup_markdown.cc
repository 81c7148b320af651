#include "domain/markup/markup_markdown.h"

#include <cmark.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/url.h"
#include "domain/markup/markdown_stand_ins.h"
#include "domain/markup/markdown_strikethrough.h"
#include "domain/markup/markdown_tables.h"
#include "domain/markup/markup_links.h"

namespace afterword {
namespace {

using Kind = StandIn::Kind;

constexpr std::string_view formula_class = "math";

std::string_view text_in(const char* parsed) { return parsed != nullptr ? parsed : ""; }

std::string_view literal_of(cmark_node* node) { return text_in(cmark_node_get_literal(node)); }

/// A link's target as browsers read it: blanks and the like are percent-encoded.
std::string encoded_target(std::string_view shown) {
  std::string target;
  for (const char c : shown)
    target += has_url_characters({&c, 1}) || is_beyond_ascii(c) ? std::string(1, c)
                                                                : encode_parameter({&c, 1});
  return target;
}

std::string_view without_line_end(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

/// The class of a fenced code block for the site's highlighter; "" if its first word is no name of
/// a language.
std::string class_of_language(std::string_view fence_info) {
  constexpr std::size_t longest_language = 30;
  const std::string_view language = fence_info.substr(0, fence_info.find_first_of(" \t"));
  const bool is_name = std::all_of(language.begin(), language.end(), [](char c) {
    return is_ascii_alphanumeric(c) || std::string_view("+-#_.").find(c) != std::string_view::npos;
  });
  if (language.empty() || language.size() > longest_language || !is_name) return "";
  return "language-" + std::string(language);
}

/// Whether a text begins the first paragraph of a list item.
bool begins_item(cmark_node* text) {
  cmark_node* paragraph = cmark_node_parent(text);
  return cmark_node_previous(text) == nullptr && cmark_node_previous(paragraph) == nullptr &&
         cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH &&
         cmark_node_get_type(cmark_node_parent(paragraph)) == CMARK_NODE_ITEM;
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
  MarkdownWalker(const std::vector<MarkdownTable>& tables, const MarkdownStandIns& stand_ins,
                 MarkupBuilder& builder)
      : builder_(builder), tables_(tables, builder), stand_ins_(stand_ins) {}

  void visit(cmark_node* node, bool entering) {
    if (display_end_ != nullptr) {
      if (display_end_ == node) display_end_ = nullptr;
      return;
    }
    const cmark_node_type type = cmark_node_get_type(node);
    // Not a switch, because cmark's enumerators alias one another.
    if (type == CMARK_NODE_TEXT) return text(node);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) return builder_.line_break();
    if (type == CMARK_NODE_CODE) return builder_.code(typed(node));
    if (type == CMARK_NODE_CODE_BLOCK) return code_block(node);
    if (type == CMARK_NODE_HTML_INLINE) return builder_.text(typed(node));
    if (type == CMARK_NODE_HTML_BLOCK) return html_as_typed(typed(node));
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
    if (const auto tag = first_stand_in(node); tag && begins_with_tag(*tag)) {
      if (entering) return void(tag_works_ = tag_opens(tag->stand_in->kind));
      if (tag_works_ && tag->stand_in->kind != Kind::details_end)
        builder_.close_block(Element::summary);
      else
        builder_.paragraph_break();
      tag_works_ = false;
      return;
    }
    inline_element(Element::strong, {}, entering);
    if (!entering) builder_.paragraph_break();
  }

  // --- formulas and the tags of spoilers ---

  /// The stand-in with which the text of a paragraph or a heading begins.
  std::optional<MarkdownStandIns::Found> first_stand_in(cmark_node* block) const {
    cmark_node* first = cmark_node_first_child(block);
    if (first == nullptr || cmark_node_get_type(first) != CMARK_NODE_TEXT) return std::nullopt;
    auto found = stand_ins_.find(literal_of(first));
    return found && found->begin == 0 ? found : std::nullopt;
  }

  static bool begins_with_tag(const MarkdownStandIns::Found& found) {
    const Kind kind = found.stand_in->kind;
    return kind == Kind::details || kind == Kind::details_end || kind == Kind::summary ||
           kind == Kind::details_summary;
  }

  /// Applies the tags at the beginning of a heading. Returns false without effect if they cannot
  /// be applied there.
  bool tag_opens(Kind kind) {
    if (kind == Kind::details_end) return close_details();
    if (kind == Kind::summary) return is_in_details() && builder_.open_summary();
    if (is_within_unopened() || !builder_.open_block(Element::details)) return false;
    details_.push_back(opened_blocks_.size());
    return kind == Kind::details || builder_.open_summary();
  }

  /// Whether the innermost open block is a spoiler.
  bool is_in_details() const {
    return !details_.empty() && details_.back() == opened_blocks_.size();
  }

  bool close_details() {
    if (!is_in_details()) return false;
    details_.pop_back();
    builder_.close_block(Element::details);
    return true;
  }

  void text(cmark_node* node) {
    if (display(node)) return;
    std::string_view parsed = literal_of(node);
    if (begins_item(node)) task(parsed);
    std::size_t at = 0;
    while (const auto found = stand_ins_.find(parsed, at)) {
      builder_.text(stand_ins_.as_shown(parsed.substr(at, found->begin - at)));
      at = found->end;
      const StandIn& stand_in = *found->stand_in;
      if (stand_in.kind == Kind::formula || stand_in.kind == Kind::display)
        builder_.code(stand_in.formula, formula_class);
      else if (!tag_works_)
        builder_.text(stand_in.typed);
    }
    builder_.text(stand_ins_.as_shown(parsed.substr(at)));
  }

  /// The box of an item of a task list, as a character.
  void task(std::string_view& parsed) {
    const bool is_done = starts_ignoring_case(parsed, "[x] ");
    if (!is_done && !parsed.starts_with("[ ] ")) return;
    builder_.text(is_done ? "\u2611" : "\u2610");
    parsed.remove_prefix(3);
  }

  /// The formula of its own that a text is the first line of. Returns false if the parser did not
  /// leave all its lines in one paragraph.
  bool display(cmark_node* node) {
    const auto begin = stand_ins_.find(literal_of(node));
    if (!begin || cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_PARAGRAPH ||
        (begin->stand_in->kind != Kind::display && begin->stand_in->kind != Kind::display_begin))
      return false;
    std::string formula = begin->stand_in->formula;
    cmark_node* last = node;
    for (Kind kind = begin->stand_in->kind; kind != Kind::display && kind != Kind::display_end;) {
      last = cmark_node_next(last);
      if (last == nullptr) return false;
      if (cmark_node_get_type(last) != CMARK_NODE_TEXT) continue;
      const auto line = stand_ins_.find(literal_of(last));
      if (!line) return false;
      kind = line->stand_in->kind;
      if (!formula.empty() && !line->stand_in->formula.empty()) formula += '\n';
      formula += line->stand_in->formula;
    }
    builder_.code_block(formula, formula_class);
    if (last != node) display_end_ = last;
    return true;
  }

  void code_block(cmark_node* node) {
    // Info strings of other blocks are empty.
    const std::string info = stand_ins_.as_shown(text_in(cmark_node_get_fence_info(node)));
    builder_.code_block(without_line_end(typed(node)), class_of_language(info));
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
      while (is_in_details()) details_.pop_back();
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
    const std::string target =
        encoded_target(stand_ins_.as_shown(text_in(cmark_node_get_url(node))));
    if (entering) {
      auto href = safe_href(target);
      if (!href) {
        opened_inlines_.push_back(false);
        return;
      }
      attributes.emplace_back("href", *std::move(href));
      std::string title = stand_ins_.as_shown(text_in(cmark_node_get_title(node)));
      if (!title.empty()) attributes.emplace_back("title", std::move(title));
    }
    inline_element(Element::link, std::move(attributes), entering);
    // A link or an image without words shows its address.
    if (entering && cmark_node_first_child(node) == nullptr) builder_.text(target);
  }

  std::string typed(cmark_node* node) const { return stand_ins_.as_typed(literal_of(node)); }

  MarkupBuilder& builder_;
  TableWalker tables_;
  const MarkdownStandIns& stand_ins_;
  cmark_node* display_end_ = nullptr;  // nodes up to this one have been passed on
  bool tag_works_ = false;             // the tag of the current heading has been applied
  std::vector<std::size_t> details_;   // for each open spoiler, how many blocks it is within
  std::vector<bool> opened_blocks_;
  std::vector<bool> opened_inlines_;
};

}  // namespace

void parse_markdown(std::string_view text, MarkupBuilder& builder) {
  MarkdownStandIns stand_ins;
  const MarkdownWithTables with_tables = find_tables(stand_ins.replace(text));
  const std::string source = MarkdownStandIns::protect(with_tables.source);
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(source.data(), source.size(), CMARK_OPT_DEFAULT), &cmark_node_free);
  cmark_consolidate_text_nodes(document.get());
  strike_through(document.get());
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(
      cmark_iter_new(document.get()), &cmark_iter_free);
  MarkdownWalker walker(with_tables.tables, stand_ins, builder);
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get()))
    walker.visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
}

}  // namespace afterword
