#include "domain/care/care_pattern.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/ascii.h"

namespace afterword {
namespace {

bool is_literal(char c) { return is_ascii_alphanumeric(c) || c == ' '; }

bool is_quantifier(char c) { return c == '?' || c == '*' || c == '+' || c == '{'; }

/// Position after the bracket that closes the one at `at`, or npos. Skips escapes and classes.
std::size_t end_of_group(std::string_view expression, std::size_t at) {
  int depth = 0;
  bool in_class = false;
  for (; at < expression.size(); ++at) {
    const char c = expression[at];
    if (c == '\\')
      ++at;
    else if (in_class)
      in_class = c != ']';
    else if (c == '[')
      in_class = true;
    else if (c == '(')
      ++depth;
    else if (c == ')' && --depth == 0)
      return at + 1;
  }
  return std::string_view::npos;
}

/// Position after the next `c`, or npos.
std::size_t behind(std::string_view expression, char c, std::size_t at) {
  const std::size_t found = expression.find(c, at);
  return found == std::string_view::npos ? found : found + 1;
}

/// The words of a group such as "die|dying". Empty if the group contains anything else.
std::vector<std::string> alternatives(std::string_view inside) {
  std::vector<std::string> words(1);
  for (const char c : inside) {
    if (c == '|')
      words.emplace_back();
    else if (is_literal(c))
      words.back() += c;
    else
      return {};
  }
  return words;
}

/// True if every literal is long enough to be absent from most texts.
bool are_telling(const std::vector<std::string>& literals) {
  return !literals.empty() && std::all_of(literals.begin(), literals.end(),
                                          [](const auto& literal) { return literal.size() > 1; });
}

}  // namespace

std::vector<std::vector<std::string>> required_literals(std::string_view expression) {
  std::vector<std::vector<std::string>> required;
  std::string run;
  const auto take = [&](std::vector<std::string> found) {
    if (!are_telling(found)) return;
    for (std::string& literal : found) literal = ascii_lower(literal);
    required.push_back(std::move(found));
  };
  const auto end_run = [&] {
    take({run});
    run.clear();
  };
  for (std::size_t at = 0; at < expression.size();) {
    const char c = expression[at];
    if (is_literal(c)) {
      run += c;
      ++at;
    } else if (is_quantifier(c)) {
      if (c != '+' && !run.empty()) run.pop_back();  // the character is optional
      end_run();
      at = c == '{' ? behind(expression, '}', at) : at + 1;
    } else if (c == '.' || c == '^' || c == '$') {
      end_run();
      ++at;
    } else if (c == '(') {
      end_run();
      const std::size_t begin = at + 1;
      at = end_of_group(expression, at);
      const bool always =
          at >= expression.size() || !is_quantifier(expression[at]) || expression[at] == '+';
      if (always && at != std::string_view::npos)
        take(alternatives(expression.substr(begin, at - begin - 1)));
    } else {
      return {};  // top-level alternatives, escapes, non-ASCII letters
    }
  }
  end_run();
  return required;
}

std::unique_ptr<re2::RE2> compile_rule_pattern(std::string_view expression) {
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_max_mem(1 << 20);
  options.set_log_errors(false);
  return std::make_unique<re2::RE2>(re2::StringPiece(expression.data(), expression.size()),
                                    options);
}

BytePairs::BytePairs(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) seen_.set(index(text[i - 1], text[i]));
}

bool BytePairs::may_have(std::string_view literal) const {
  for (std::size_t i = 1; i < literal.size(); ++i)
    if (!seen_[index(literal[i - 1], literal[i])]) return false;
  return true;
}

std::size_t BytePairs::index(char first, char second) {
  constexpr unsigned low_bits = 63;
  return (static_cast<unsigned char>(first) & low_bits) * (low_bits + 1) +
         (static_cast<unsigned char>(second) & low_bits);
}

CarePattern::CarePattern(std::string_view expression)
    : expression_(expression), literals_(required_literals(expression)) {}

CarePattern::~CarePattern() = default;

bool CarePattern::matches(std::string_view form, const BytePairs& pairs) const {
  const auto has_one = [&](const std::vector<std::string>& literals) {
    return std::any_of(literals.begin(), literals.end(), [&](const std::string& literal) {
      return pairs.may_have(literal) && form.find(literal) != std::string_view::npos;
    });
  };
  if (!std::all_of(literals_.begin(), literals_.end(), has_one)) return false;
  std::call_once(once_, [&] { compiled_ = compile_rule_pattern(expression_); });
  return compiled_->ok() &&
         re2::RE2::PartialMatch(re2::StringPiece(form.data(), form.size()), *compiled_);
}

}  // namespace afterword
