// A lazily compiled RE2 pattern of a care rule. Compiling takes 0.2 ms, and a CGI process loads
// every rule for a single comment, so a pattern is compiled only if a text contains the literals
// that every match requires.
#pragma once

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

/// Case-insensitive, linear time. An invalid expression matches nothing.
class CarePattern {
 public:
  explicit CarePattern(std::string_view expression);
  ~CarePattern();

  /// True if the pattern matches anywhere in a text in care form. Thread-safe.
  bool matches(std::string_view form) const;

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
