// Markdown: cmark parses, its tree is walked, and only what the builder knows is kept.
#pragma once

#include <string_view>

#include "domain/markup/markup_builder.h"

namespace afterword {

/// CommonMark, by cmark's tree. Tells the builder what it finds.
void parse_markdown(std::string_view text, MarkupBuilder& builder);

}  // namespace afterword
