// A linear classifier over words that detects comments about people in danger where no phrase
// matches, because the phrasings cannot be listed completely.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"

namespace afterword {

/// Classes of interchangeable words, such as "die" for "die, died, dying". They give weight to
/// words that did not occur in the training texts.
class CareClasses {
 public:
  /// Parses a line "class NAME: word other beginn*". Returns false if it is not one.
  bool add(std::string_view line);

  /// The class of a word, or "".
  std::string_view of(std::string_view word) const;

 private:
  std::unordered_map<std::string, std::string> words_;
  std::vector<std::pair<std::string, std::string>> beginnings_;
};

/// The features of a text in care form (domain/care/care_text.h), per passage: words, the first
/// letters of longer words ("hopeless" as "hopel*"), adjacent pairs, and sequences of classes ("@me
/// @want @die") with at most three words between. A passage is 24 words; passages overlap by half,
/// so a sentence weighs the same in a long comment as alone.
std::vector<std::vector<std::string>> care_passages(std::string_view form,
                                                    const CareClasses& classes);

/// The factor for a passage's sum. It prevents many weak features of a long passage from adding up
/// to the weight of one clear sentence.
double care_scale(std::size_t signs);

/// against: the words indicate another subject, which outweighs attentive phrases. none: no signal.
/// middling: moderators should read the comment earlier. high: a person should read it soon.
enum class CareWeight { against, none, middling, high };

/// Weights learned from texts (tests/care). Unknown words weigh nothing.
class CareWords {
 public:
  /// Parses a file of weights: lines of classes, "bias: N", "middling: N", "against: N", and
  /// weights such as "-12 thank you" in hundredths. Empty lines and lines that begin with '#' are
  /// ignored. The error is "LINE: message".
  static Result<CareWords, std::string> parse(std::string_view file);

  /// The weight of the heaviest passage of a text in care form.
  double weigh(std::string_view form) const;

  /// high if the weight is at least 0, middling from the file's "middling" limit, against below its
  /// "against" limit.
  CareWeight weight_of(std::string_view form) const;

 private:
  CareClasses classes_;
  double bias_ = -1;
  double middling_ = 0;
  double against_ = -1e9;
  std::unordered_map<std::string, double> weights_;
};

}  // namespace afterword
