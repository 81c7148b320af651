// Parses Markdown with cmark and passes on only the elements that MarkupBuilder supports.
#pragma once

#include <string_view>

#include "domain/markup/markup_builder.h"

namespace afterword {

/// Parses CommonMark with the strikethrough and the tables of GitHub Flavored Markdown and reports
/// it to the builder.
void parse_markdown(std::string_view text, MarkupBuilder& builder);

}  // namespace afterword
