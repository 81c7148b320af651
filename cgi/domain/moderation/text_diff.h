// What changed between two texts, by words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace afterword {

struct DiffPart {
  enum class Kind { same, gone, added } kind;
  std::string text;
};

/// The parts of both texts in order: what is the same, what is gone from `before`, what was added
/// in `after`. The longest common run of words is kept where the changed middle has at most
/// 1,000 words on each side; a larger one is shown as gone and added as a whole.
std::vector<DiffPart> diff_texts(std::string_view before, std::string_view after);

/// What of a difference fits into a list: of a long stretch that is the same only the ends, of a
/// long one that is gone or added the beginning, and no more than 200 parts and about 16 kB in all.
/// "…" stands for what is left out. True when something is.
bool shorten_diff(std::vector<DiffPart>& parts);

}  // namespace afterword
