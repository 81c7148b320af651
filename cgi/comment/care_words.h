// Words weighed together: finds what sounds like somebody in danger where no phrase of a list
// matches. People say it in more ways than anybody can write down.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace afterword {

/// What is weighed of a text in its care form (comment/care_text.h), passage by passage: each word,
/// the first four letters of longer ones ("hopeless" as "hope*") and each pair of neighbours, once.
/// A passage is forty words, and the next one begins in the middle of it: a sentence weighs the
/// same in a long comment as alone.
std::vector<std::vector<std::string>> care_passages(std::string_view form);

/// Weights that were learned from sentences written for that purpose (tests/data, tests/care).
class CareWords {
 public:
  /// A file of weights: "bias: N", then lines such as "-12 thank you"; hundredths. Empty lines and
  /// those that begin with '#' are left out. The error is "LINE: what is wrong".
  static Result<CareWords, std::string> parse(std::string_view file);

  /// The highest sum of any passage of a text in its care form; a person should read it soon when
  /// it is 0 or more.
  double weigh(std::string_view form) const;

 private:
  double bias_ = -1;
  std::unordered_map<std::string, double> weights_;
};

}  // namespace afterword
