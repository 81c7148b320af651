// An RE2 pattern of a care rule, compiled when a text first has what the pattern cannot do without.
// A CGI process reads all rules for one comment; compiling an expression takes 0.2 ms, and most
// comments need none of them.
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

/// What an expression requires of a text in its care form (domain/care/care_text.h): of each of
/// these sets, one literal is in every text that it matches. Empty when none was found: only
/// letters, digits and blanks outside of brackets are looked at, and groups that are nothing but
/// words
/// "(die|dying)".
std::vector<std::vector<std::string>> required_literals(std::string_view expression);

/// Without regard to case, in linear time. An expression that does not compile matches nothing.
class CarePattern {
 public:
  explicit CarePattern(std::string_view expression);
  ~CarePattern();

  /// Whether the pattern is anywhere in a text in its care form. May be called by several threads.
  bool matches(std::string_view form) const;

 private:
  std::string expression_;
  std::vector<std::vector<std::string>> literals_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<re2::RE2> compiled_;
};

/// The one way in which patterns of rules are compiled.
std::unique_ptr<re2::RE2> compile_rule_pattern(std::string_view expression);

}  // namespace afterword
