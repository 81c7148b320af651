#include "domain/markup/markdown_tables.h"

#include <cmark.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/ascii.h"

namespace afterword {
namespace {

constexpr std::size_t max_columns = 64;
constexpr std::size_t max_prefix = 32;
constexpr std::size_t free_cells = 200;
constexpr std::size_t bytes_per_cell = 8;

/// The cells of a row without the blanks around them; at least one. A pipe after a backslash does
/// not separate cells.
std::vector<std::string_view> cells_of(std::string_view row) {
  row = trim_blanks(row);
  if (row.starts_with('|')) row.remove_prefix(1);
  std::vector<std::string_view> cells;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (row[at] != '|' || (at > 0 && row[at - 1] == '\\')) continue;
    cells.push_back(trim_blanks(row.substr(begin, at - begin)));
    begin = at + 1;
  }
  if (begin < row.size() || cells.empty()) cells.push_back(trim_blanks(row.substr(begin)));
  return cells;
}

/// The columns that a delimiter row such as "| :-- | --: |" defines. A row without a pipe is none,
/// because it can be a drawn line.
std::optional<std::vector<Alignment>> parse_delimiter_row(std::string_view row) {
  if (row.find('|') == std::string_view::npos) return std::nullopt;
  if (row.find_first_not_of("|:- \t") != std::string_view::npos) return std::nullopt;
  std::vector<Alignment> columns;
  for (std::string_view cell : cells_of(row)) {
    const bool left = cell.starts_with(':');
    if (left) cell.remove_prefix(1);
    const bool right = cell.ends_with(':');
    if (right) cell.remove_suffix(1);
    if (cell.empty() || cell.find_first_not_of('-') != std::string_view::npos) return std::nullopt;
    columns.push_back(left && right ? Alignment::center
                      : left        ? Alignment::left
                      : right       ? Alignment::right
                                    : Alignment::none);
  }
  return columns;
}

std::string unescape_pipes(std::string_view cell) {
  std::string out;
  for (std::size_t at = 0; at < cell.size(); ++at)
    if (!cell.substr(at).starts_with("\\|")) out += cell[at];
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) lines.push_back(take_part(text, '\n'));
  return lines;
}

/// A paragraph or a heading. Lines are counted from 0.
struct Block {
  std::size_t begin;
  std::size_t end;
  std::size_t prefix;  // bytes before the text of the first line
  std::size_t indent;  // columns that further lines of the list item are indented; 0 without one
  bool is_underlined;  // a heading, of which the last line is "===" or "---"
};

/// The columns after the last quote's marker and its blank, in what precedes the text of a line.
std::size_t columns_of(std::string_view prefix) {
  std::size_t column = 0;
  std::size_t begin = 0;
  bool is_marker_before = false;
  for (const char c : prefix) {
    column = c == '\t' ? column / 4 * 4 + 4 : column + 1;
    if (c == '>')
      begin = column;
    else if (is_marker_before && (c == ' ' || c == '\t'))
      ++begin;
    is_marker_before = c == '>';
  }
  return column - begin;
}

std::string_view before(const std::vector<std::string_view>& lines, cmark_node* node) {
  const auto line = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1;
  const auto column = static_cast<std::size_t>(cmark_node_get_start_column(node)) - 1;
  return line < lines.size() ? lines[line].substr(0, std::min(column, lines[line].size())) : "";
}

/// Where the content of the list item begins that a block is in.
std::size_t item_indent(const std::vector<std::string_view>& lines, cmark_node* block) {
  cmark_node* item = cmark_node_parent(block);
  if (cmark_node_get_type(item) != CMARK_NODE_ITEM) return 0;
  cmark_node* first = cmark_node_first_child(item);
  // The content of an item with an empty first line begins one blank after the marker.
  const bool is_empty = cmark_node_get_start_line(first) != cmark_node_get_start_line(item);
  constexpr std::size_t shortest_marker = 2;
  const std::size_t indent = is_empty ? columns_of(before(lines, item)) + shortest_marker
                                      : columns_of(before(lines, first));
  // Indented code as first child begins further to the right.
  return std::min(indent, columns_of(before(lines, block)));
}

std::vector<Block> blocks_of(std::string_view text, const std::vector<std::string_view>& lines) {
  // cmark's end of an underlined heading is one line too late, except at the end of the text.
  const std::string source = std::string(text) + "\n\n";
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(source.data(), source.size(), CMARK_OPT_DEFAULT), &cmark_node_free);
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(
      cmark_iter_new(document.get()), &cmark_iter_free);
  std::vector<Block> blocks;
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const cmark_node_type type = cmark_node_get_type(node);
    const bool is_heading = type == CMARK_NODE_HEADING;
    if (event != CMARK_EVENT_ENTER || (!is_heading && type != CMARK_NODE_PARAGRAPH)) continue;
    const auto begin = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1;
    const auto end = static_cast<std::size_t>(cmark_node_get_end_line(node));
    const auto column = static_cast<std::size_t>(cmark_node_get_start_column(node));
    const bool is_underlined = is_heading && end > begin + 1;
    blocks.push_back({begin, is_underlined ? end - 1 : end, column - 1, item_indent(lines, node),
                      is_underlined});
  }
  return blocks;
}

class TableFinder {
 public:
  explicit TableFinder(std::string_view text)
      : lines_(lines_of(text)), cells_left_(free_cells + text.size() / bytes_per_cell) {
    for (const Block& block : blocks_of(text, lines_)) find_in(block);
    copy_until(lines_.size());
  }

  MarkdownWithTables take() { return std::move(found_); }

 private:
  void find_in(const Block& block) {
    if (block.prefix > max_prefix || block.begin >= lines_.size()) return;
    first_ = block.begin;
    prefix_ = lines_[first_].substr(0, block.prefix);
    std::size_t end = end_of(block);
    for (std::size_t at = first_ + 1; at < end; ++at) {
      auto columns = parse_delimiter_row(text_of(at));
      if (!columns || !can_be_row(at, block) || trim_blanks(text_of(at - 1)) == "|" ||
          columns->size() != cells_of(text_of(at - 1)).size())
        continue;
      end = end_of_rows(at + 1, end, block);
      const std::size_t cells = columns->size() * (end - at);
      if (columns->size() > max_columns || cells > cells_left_) return;
      cells_left_ -= cells;
      copy_until(at - 1);
      found_.tables.push_back({*std::move(columns), {}, line_});
      add_row(at - 1);
      for (std::size_t row = at + 1; row < end; ++row) add_row(row);
      copied_ = end;
      return;
    }
  }

  /// The end of the lines that can be rows. The line under a heading of several lines follows the
  /// table: it is a thematic break or, if it cannot be one, a row.
  std::size_t end_of(const Block& block) const {
    const std::size_t end = std::min(block.end, lines_.size());
    if (!block.is_underlined || end <= first_) return end;
    return text_of(end - 1).starts_with("---") ? end - 1 : end;
  }

  /// Whether a further line is in the list item of its block and is not indented like code.
  bool can_be_row(std::size_t line, const Block& block) const {
    const auto bytes = static_cast<std::size_t>(text_of(line).data() - lines_[line].data());
    const std::size_t columns = columns_of(lines_[line].substr(0, bytes));
    return columns >= block.indent && columns < block.indent + 4;
  }

  std::size_t end_of_rows(std::size_t row, std::size_t end, const Block& block) const {
    while (row < end && can_be_row(row, block)) ++row;
    return row;
  }

  /// The text of a line of the current block. A line that cmark counts to a paragraph in a
  /// quote may have fewer markers than the first.
  std::string_view text_of(std::size_t line) const {
    if (line == first_) return lines_[line].substr(prefix_.size());
    std::string_view text = trim_blanks(lines_[line]);
    auto quotes = std::count(prefix_.begin(), prefix_.end(), '>');
    for (; quotes > 0 && text.starts_with('>'); --quotes) text = trim_blanks(text.substr(1));
    return text;
  }

  void add_row(std::size_t line) {
    MarkdownTable& table = found_.tables.back();
    std::vector<std::string_view> cells = cells_of(text_of(line));
    cells.resize(std::min(cells.size(), table.columns.size()));
    bool begins_block = line == first_;
    for (const std::string_view cell : cells) {
      // A list item's marker is only at the beginning; further lines of the item are indented.
      for (const char c : prefix_) found_.source += begins_block || c == '>' || c == '\t' ? c : ' ';
      begins_block = false;
      // The closing "#" keeps one that the cell ends with.
      found_.source += "# " + unescape_pipes(cell) + " #\n";
      ++line_;
    }
    table.rows.push_back(cells.size());
  }

  void copy_until(std::size_t end) {
    for (; copied_ < end; ++copied_, ++line_) (found_.source += lines_[copied_]) += '\n';
  }

  std::vector<std::string_view> lines_;
  std::size_t cells_left_;
  std::size_t copied_ = 0;  // number of lines of the text that are in the source
  int line_ = 1;            // the next line of the source, as cmark counts
  std::size_t first_ = 0;   // first line of the current block
  std::string_view prefix_;
  MarkdownWithTables found_;
};

/// Whether a line could be a delimiter row, so that texts without one are parsed only once.
bool may_have_table(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = take_part(text, '\n');
    line.remove_prefix(std::min(line.find_first_not_of("> \t"), line.size()));
    if (parse_delimiter_row(line)) return true;
  }
  return false;
}

}  // namespace

MarkdownWithTables find_tables(std::string_view text) {
  if (!may_have_table(text)) return {std::string(text), {}};
  return TableFinder(text).take();
}

}  // namespace afterword
