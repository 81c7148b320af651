// A lazily compiled RE2 pattern of a care rule. Compiling takes 0.2 ms, and a CGI process loads
// every rule for a single comment, so a pattern is compiled only if a text contains the literals
// that every match requires.
#pragma once

#include <bitset>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace afterword {

/// Sets of literals such that every match contains at least one literal of each set, in its care
/// form (domain/care/care_text.h). Empty if none can be derived. Considers only letters, digits and
/// blanks outside brackets, and groups of words such as "(die|dying)".
std::vector<std::vector<std::string>> required_literals(std::string_view expression);

/// The pairs of adjacent bytes in a text. It tells in a few instructions that most of the literals
/// do not occur, which for hundreds of patterns would take longer than the rest of a submission.
class BytePairs {
 public:
  explicit BytePairs(std::string_view text);

  /// False if the literal cannot be in the text, because it has a pair that the text does not have.
  bool may_have(std::string_view literal) const;

 private:
  static std::size_t index(char first, char second);

  std::bitset<4096> seen_;  // pairs with the same low bits share one
};

/// Case-insensitive, linear time. An invalid expression matches nothing.
class CarePattern {
 public:
  explicit CarePattern(std::string_view expression);
  ~CarePattern();

  /// True if the pattern matches anywhere in a text in care form, of which `pairs` are the pairs.
  /// Thread-safe.
  bool matches(std::string_view form, const BytePairs& pairs) const;

 private:
  std::string expression_;
  std::vector<std::vector<std::string>> literals_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<re2::RE2> compiled_;
};

/// Compiles a rule's pattern. Every rule pattern is compiled here, so that all have the same
/// options.
std::unique_ptr<re2::RE2> compile_rule_pattern(std::string_view expression);

}  // namespace afterword
