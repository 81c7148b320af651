// Tables of GitHub Flavored Markdown, for a parser that has none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/markup/markup_tree.h"

namespace afterword {

struct MarkdownTable {
  std::vector<Alignment> columns;
  /// The number of cells that each row has in the source, at least 1 and at most as many as there
  /// are columns. The first row is the header.
  std::vector<std::size_t> rows;
  int first_line = 0;
};

struct MarkdownWithTables {
  /// The source with each cell of a table as an ATX heading on a line of its own, row by row from
  /// `first_line` on. As a heading it is inline Markdown that ends with the line, needs no blank
  /// lines, which would loosen a list, and finds the document's link reference definitions.
  std::string source;
  /// In the order of the document.
  std::vector<MarkdownTable> tables;
};

/// Finds the tables. They may follow lines of text, and may be in block quotes and list items. A
/// table ends where a paragraph would end.
///
/// All tables of a text have at most 200 cells and one more for each eight bytes of it, with the
/// cells that short rows lack. A table has at most 64 columns, and at most 32 bytes of indentation
/// and markers of quotes and lists, because these are repeated for each cell. Anything beyond is
/// not a table. Time and the length of the result are linear in the length of the text.
MarkdownWithTables find_tables(std::string_view text);

}  // namespace afterword
