// What people type into a search box, as an expression for the full-text index.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// Converts the input of the search box to an FTS5 expression: every word must occur, and the last
/// one may be a prefix unless it is a single letter. Quotes and operators are treated as words.
/// Uses at most 200 characters and 16 words. "" if there is no word.
/// https://www.sqlite.org/fts5.html#full_text_query_syntax
std::string search_expression(std::string_view typed);

/// The same for readers, who must not learn email addresses: only texts and names are searched.
std::string public_search_expression(std::string_view typed);

}  // namespace afterword
