// Words weighed together: finds what sounds like somebody in danger where no phrase of a list
// matches. People say it in more ways than anybody can write down.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"

namespace afterword {

/// Groups of words that stand for one another, such as "die" for "die, died, dying": a sentence
/// with words that nobody learned from is still weighed by the groups that they belong to.
class CareClasses {
 public:
  /// A line "class NAME: word other beginn*". False when it is none.
  bool add(std::string_view line);

  /// The group of a word, or "".
  std::string_view of(std::string_view word) const;

 private:
  std::unordered_map<std::string, std::string> words_;
  std::vector<std::pair<std::string, std::string>> beginnings_;
};

/// What is weighed of a text in its care form (domain/care/care_text.h), passage by passage: each
/// word, the first letters of longer ones ("hopeless" as "hopel*"), each pair of neighbours, and
/// groups
/// ("@me @want @die") in their order with at most three words between. A passage is 24 words, and
/// the next one begins in the middle of it: a sentence weighs the same in a long comment as alone.
std::vector<std::vector<std::string>> care_passages(std::string_view form,
                                                    const CareClasses& classes);

/// What a passage's sum is multiplied by: many small signs of a long passage must not add up to
/// what one clear sentence weighs.
double care_scale(std::size_t signs);

/// against: the words are those of other subjects, whatever else is said for it. none: nothing to
/// say. middling: worth reading before others. high: a person should read it soon.
enum class CareWeight { against, none, middling, high };

/// Weights that were learned from texts (tests/care). A word that was not in them weighs nothing.
class CareWords {
 public:
  /// A file of weights: lines of classes, "bias: N", "middling: N", "against: N" and "-12 thank
  /// you"; hundredths.
  /// Empty lines and those that begin with '#' are left out. The error is "LINE: what is wrong".
  static Result<CareWords, std::string> parse(std::string_view file);

  /// The weight of the heaviest passage of a text in its care form.
  double weigh(std::string_view form) const;

  /// high from 0 on, middling from the file's line on, against below its other line.
  CareWeight weight_of(std::string_view form) const;

 private:
  CareClasses classes_;
  double bias_ = -1;
  double middling_ = 0;
  double against_ = -1e9;
  std::unordered_map<std::string, double> weights_;
};

}  // namespace afterword
