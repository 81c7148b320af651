// The marks between which `export html` writes a thread into an HTML file. Accesses no files.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

inline constexpr std::string_view begin_mark = "<!-- afterword:comments -->";
inline constexpr std::string_view end_mark = "<!-- /afterword:comments -->";

bool has_mark(std::string_view text);

/// A text that has a mark, with `content` (UTF-8) between its marks, with the text's own line ends.
/// In a text that is not UTF-8, characters beyond ASCII become references. The error is a sentence.
Result<std::string, std::string> between_marks(const std::string& text, std::string_view content);

}  // namespace afterword
