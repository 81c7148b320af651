// Sets typographic quotes, dashes and dots in running text.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// Processes one paragraph, which may come in several pieces with elements between. The preceding
/// character decides the direction of a quote.
class Typographer {
 public:
  /// Returns the piece with “ ” ‘ ’ for straight quotes, – for "--" and for a lone hyphen between
  /// spaces, — for "---", … for exactly three dots, ″ and ′ after a number.
  std::string set(std::string_view piece);

  /// Records text that is part of the paragraph but must not be changed: code or an address.
  void note(std::string_view piece);

 private:
  std::string_view double_quote();
  std::string_view single_quote(std::string_view rest) const;
  /// Returns the run of dots or hyphens at `at` and advances `at` past it.
  std::string_view dots_or_dashes(std::string_view piece, std::size_t& at) const;

  char32_t before_ = 0;  // 0 at the start of the paragraph
  bool in_double_ = false;
};

}  // namespace afterword
