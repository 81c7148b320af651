// Word-level differences between two texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace afterword {

struct DiffPart {
  enum class Kind { same, gone, added } kind;
  std::string text;
};

/// The parts of both texts in order: unchanged, removed from `before`, added in `after`. Finds the
/// longest common subsequence if the changed middle has at most 1,000 words on each side; a larger
/// middle is one removed and one added part.
std::vector<DiffPart> diff_texts(std::string_view before, std::string_view after);

/// Shortens a diff for display in a list: keeps the ends of long unchanged parts, the beginning of
/// long removed or added parts, at most 200 parts and about 16 kB in total. "…" marks omissions.
/// Returns true if anything was omitted.
bool shorten_diff(std::vector<DiffPart>& parts);

}  // namespace afterword
