// The care form, a normalised form in which texts are compared with care phrases, and the phrase
// matcher. People in distress write in haste, in capitals, and with misspelt or masked words.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Lower-case words separated by one blank, with a blank at both ends. Accents, apostrophes and
/// marks are removed. Confusables of other scripts, and digits within Latin words, become the
/// letters that they resemble ("k1ll"). A letter repeated three or more times becomes one. Single
/// letters are joined, whatever separates them ("s u i c i d e"). Linear in the length of the text.
std::string care_form(std::string_view text);

/// Matches phrases of whole words. `want|wanna` matches either word, `suicid*` any ending, `...` up
/// to four words between two others. `!not|never` excludes words: the adjacent word, or with `...`
/// any of the next four.
class CarePhrases {
 public:
  CarePhrases();
  ~CarePhrases();

  /// True if the pattern contains a word.
  static bool is_phrase(std::string_view pattern);

  /// Adds a phrase under an identifier chosen by the caller.
  void add(std::size_t number, std::string_view pattern);

  /// The identifiers of the phrases found in a text in care form, without duplicates.
  std::vector<std::size_t> find(std::string_view form) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace afterword
