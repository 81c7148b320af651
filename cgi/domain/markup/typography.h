// Typographic quotes, dashes and dots in running text.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// Sets one paragraph, which may come in several pieces with elements between: what stands before a
/// quote decides which one it is.
class Typographer {
 public:
  /// The piece with “ ” ‘ ’ for straight quotes, – for "--" and for a lone hyphen between spaces, —
  /// for "---", … for exactly three dots, ″ and ′ after a number.
  std::string set(std::string_view piece);

  /// Notes what stands in the paragraph without being set: code or an address.
  void note(std::string_view piece);

 private:
  std::string_view double_quote();
  std::string_view single_quote(std::string_view rest) const;
  /// The run of dots or hyphens at `at`, which moves behind it.
  std::string_view dots_or_dashes(std::string_view piece, std::size_t& at) const;

  char32_t before_ = 0;  // 0: the paragraph begins
  bool in_double_ = false;
};

}  // namespace afterword
