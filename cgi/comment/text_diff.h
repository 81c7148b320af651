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

}  // namespace afterword
