// Text as people type it into a comment field, with a few tags.
#pragma once

#include <string_view>

#include "domain/markup/markup_builder.h"

namespace afterword {

/// Text with the few allowed tags. Tells the builder what it finds.
void parse_plain(std::string_view text, MarkupBuilder& builder);

}  // namespace afterword
