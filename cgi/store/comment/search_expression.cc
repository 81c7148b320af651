#include "store/comment/search_expression.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/moderation/moderation.h"

namespace afterword {
namespace {

constexpr std::size_t search_words = 16;

std::string quoted(std::string_view word) {
  std::string out = "\"";
  for (const char c : word) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

/// Whether the tokenizer may find a token in a word: it contains an ASCII letter or digit, or any
/// non-ASCII character.
bool has_token(std::string_view word) {
  return std::any_of(word.begin(), word.end(),
                     [](char c) { return is_beyond_ascii(c) || is_ascii_alphanumeric(c); });
}

}  // namespace

std::string search_expression(std::string_view typed) {
  const std::string line = clean_line(first_characters(typed, longest_search));
  std::string expression;
  std::size_t words = 0;
  // of the last word; a single letter as a prefix would match nearly everything
  bool is_letter = false;
  for (std::string_view rest = line; !rest.empty() && words < search_words;) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, space);
    rest.remove_prefix(std::min(space + 1, rest.size()));
    if (!has_token(word)) continue;
    expression += (words == 0 ? "" : " ") + quoted(word);
    is_letter = count_characters(word) == 1;
    ++words;
  }
  return expression.empty() || is_letter ? expression : expression + "*";
}

std::string public_search_expression(std::string_view typed) {
  const std::string expression = search_expression(typed);
  return expression.empty() ? expression : "{text author} : (" + expression + ")";
}

}  // namespace afterword
