// Parses text as typed into a comment field, with a few allowed tags.
#pragma once

#include <string_view>

#include "domain/markup/markup_builder.h"

namespace afterword {

/// Parses the text and reports it to the builder.
void parse_plain(std::string_view text, MarkupBuilder& builder);

}  // namespace afterword
