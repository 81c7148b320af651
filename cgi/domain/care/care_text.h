// The form in which care phrases are compared with what people write, and the phrases ready for it.
// People in despair write in haste, in capitals, with misspelt and masked words.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Lower-case words with one blank between them and one at both ends: without accents,
/// apostrophes and marks; look-alike letters of other scripts and digits in a word of Latin letters
/// as the letters that they stand for ("k1ll"); a letter typed three times or more as one; single
/// letters with anything between them joined ("s u i c i d e"). Takes time in proportion to the
/// text.
std::string care_form(std::string_view text);

/// Phrases of whole words. In a phrase `want|wanna` is either word, `suicid*` any ending, and `...`
/// between two words up to four others. `!not|never` is none of these words: the next word to the
/// one beside it, or with `...` between them, any of the next four.
class CarePhrases {
 public:
  CarePhrases();
  ~CarePhrases();

  /// Whether a pattern has a word to be compared with.
  static bool is_phrase(std::string_view pattern);

  /// Adds a phrase under a number of the caller's.
  void add(std::size_t number, std::string_view pattern);

  /// The numbers of the phrases that are in a text in its care form, each once.
  std::vector<std::size_t> find(std::string_view form) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace afterword
