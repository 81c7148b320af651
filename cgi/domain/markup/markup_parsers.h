// The two ways of writing, each of which tells a builder what it finds.
#pragma once

#include <string_view>

#include "domain/markup/markup_builder.h"

namespace afterword {

/// Text with the few allowed tags.
void parse_plain(std::string_view text, MarkupBuilder& builder);

/// CommonMark, by cmark's tree.
void parse_markdown(std::string_view text, MarkupBuilder& builder);

}  // namespace afterword
