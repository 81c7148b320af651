#include "comment/text_diff.h"

#include <algorithm>
#include <cstdint>

namespace afterword {
namespace {

constexpr std::size_t most_words = 1'000;

using Words = std::vector<std::string_view>;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/// Words and the white space between them, each a piece of its own.
Words split(std::string_view text) {
  Words words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && is_space(text[end]) == is_space(text[at])) ++end;
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

void append(std::vector<DiffPart>& parts, DiffPart::Kind kind, std::string_view text) {
  if (text.empty()) return;
  if (parts.empty() || parts.back().kind != kind) parts.push_back({kind, {}});
  parts.back().text += text;
}

/// The middle by the longest common subsequence (Wagner and Fischer's table).
void append_middle(std::vector<DiffPart>& parts, const Words& before, const Words& after) {
  if (before.size() > most_words || after.size() > most_words) {
    for (const auto word : before) append(parts, DiffPart::Kind::gone, word);
    for (const auto word : after) append(parts, DiffPart::Kind::added, word);
    return;
  }
  const std::size_t width = after.size() + 1;
  std::vector<std::uint16_t> common((before.size() + 1) * width, 0);
  for (std::size_t i = before.size(); i-- > 0;)
    for (std::size_t j = after.size(); j-- > 0;)
      common[i * width + j] =
          before[i] == after[j] ? static_cast<std::uint16_t>(common[(i + 1) * width + j + 1] + 1)
                                : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      append(parts, DiffPart::Kind::same, before[i++]);
      ++j;
    } else if (j == after.size() ||
               (i < before.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      append(parts, DiffPart::Kind::gone, before[i++]);
    } else {
      append(parts, DiffPart::Kind::added, after[j++]);
    }
  }
}

}  // namespace

std::vector<DiffPart> diff_texts(std::string_view before, std::string_view after) {
  const Words old_words = split(before);
  const Words new_words = split(after);
  std::size_t head = 0;
  const std::size_t shorter = std::min(old_words.size(), new_words.size());
  while (head < shorter && old_words[head] == new_words[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         old_words[old_words.size() - 1 - tail] == new_words[new_words.size() - 1 - tail])
    ++tail;
  std::vector<DiffPart> parts;
  for (std::size_t i = 0; i < head; ++i) append(parts, DiffPart::Kind::same, old_words[i]);
  const auto middle = [&](const Words& words) {
    return Words(words.begin() + static_cast<std::ptrdiff_t>(head),
                 words.end() - static_cast<std::ptrdiff_t>(tail));
  };
  append_middle(parts, middle(old_words), middle(new_words));
  for (std::size_t i = old_words.size() - tail; i < old_words.size(); ++i)
    append(parts, DiffPart::Kind::same, old_words[i]);
  return parts;
}

}  // namespace afterword
