#include "domain/moderation/text_diff.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace afterword {
namespace {

constexpr std::size_t most_words = 1'000;

constexpr std::size_t same_bytes = 400;       // shown of an unchanged part
constexpr std::size_t changed_bytes = 4'000;  // shown of a removed or added part
constexpr std::size_t most_bytes = 16'000;
constexpr std::size_t most_parts = 200;
constexpr std::string_view left_out = " … ";

using Words = std::vector<std::string_view>;
using Numbers = std::vector<std::uint32_t>;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/// Splits into words and the white space between them.
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

/// Numbers the words, equal words alike, so that comparing words does not depend on their length.
Numbers number_words(const Words& words, std::map<std::string_view, std::uint32_t>& known) {
  Numbers numbers;
  numbers.reserve(words.size());
  for (const auto word : words)
    numbers.push_back(known.emplace(word, static_cast<std::uint32_t>(known.size())).first->second);
  return numbers;
}

/// Diffs the changed middle by longest common subsequence (Wagner–Fischer table).
void append_middle(std::vector<DiffPart>& parts, const Words& before, const Words& after) {
  if (before.size() > most_words || after.size() > most_words) {
    for (const auto word : before) append(parts, DiffPart::Kind::gone, word);
    for (const auto word : after) append(parts, DiffPart::Kind::added, word);
    return;
  }
  std::map<std::string_view, std::uint32_t> known;
  const Numbers old_numbers = number_words(before, known);
  const Numbers new_numbers = number_words(after, known);
  const std::size_t width = after.size() + 1;
  std::vector<std::uint16_t> common((before.size() + 1) * width, 0);
  for (std::size_t i = before.size(); i-- > 0;)
    for (std::size_t j = after.size(); j-- > 0;)
      common[i * width + j] =
          old_numbers[i] == new_numbers[j]
              ? static_cast<std::uint16_t>(common[(i + 1) * width + j + 1] + 1)
              : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && old_numbers[i] == new_numbers[j]) {
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

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

std::string_view beginning(std::string_view text, std::size_t bytes) {
  while (bytes > 0 && is_inside_character(text, bytes)) --bytes;
  return text.substr(0, bytes);
}

std::string_view ending(std::string_view text, std::size_t bytes) {
  std::size_t at = text.size() - std::min(bytes, text.size());
  while (is_inside_character(text, at)) ++at;
  return text.substr(at);
}

/// Keeps the words of an unchanged part that are next to a change.
std::string shorten_same(std::string_view text, bool first, bool last) {
  std::string kept;
  if (!first) kept += beginning(text, same_bytes / 2);
  kept += left_out;
  if (!last) kept += ending(text, same_bytes / 2);
  return kept;
}

}  // namespace

bool shorten_diff(std::vector<DiffPart>& parts) {
  bool shortened = false;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string& text = parts[i].text;
    if (parts[i].kind == DiffPart::Kind::same) {
      if (text.size() > same_bytes) {
        text = shorten_same(text, i == 0, i + 1 == parts.size());
        shortened = true;
      }
    } else if (text.size() > changed_bytes) {
      text = std::string(beginning(text, changed_bytes)) + std::string(left_out);
      shortened = true;
    }
    bytes += text.size();
    if (i + 1 < parts.size() && (i + 1 == most_parts || bytes > most_bytes)) {
      parts.resize(i + 1);
      parts.push_back({DiffPart::Kind::same, std::string(left_out)});
      return true;
    }
  }
  return shortened;
}

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
