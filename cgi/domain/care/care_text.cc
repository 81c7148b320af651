#include "domain/care/care_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/policy/confusables.h"

namespace afterword {
namespace {

constexpr std::size_t longest_gap = 4;

// Digits and signs that replace letters within Latin words.
constexpr std::array<std::pair<char, char>, 10> masks{{{'0', 'o'},
                                                       {'1', 'i'},
                                                       {'3', 'e'},
                                                       {'4', 'a'},
                                                       {'5', 's'},
                                                       {'7', 't'},
                                                       {'@', 'a'},
                                                       {'$', 's'},
                                                       {'!', 'i'},
                                                       {'*', '*'}}};

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == U'’' || c == U'‘' || c == U'ʼ' || c == U'`' || c == U'´' || c == U'′';
}

bool is_mask(char32_t c) {
  return std::any_of(masks.begin(), masks.end(),
                     [&](const auto& mask) { return static_cast<char32_t>(mask.first) == c; });
}

/// True for letters of any script; non-ASCII punctuation and symbols are excluded.
bool is_other_letter(char32_t c) {
  const bool punctuation = (c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x303f) ||
                           (c >= 0xfe00 && c <= 0xfe6f) || c >= 0x1f000 ||
                           (c >= 0x80 && c < 0xc0) || c == 0xd7 || c == 0xf7;
  return c >= 0x80 && !punctuation;
}

using Word = std::u32string;

/// Maps confusables and masks to Latin letters if the rest of the word is Latin; otherwise returns
/// the word unchanged. Signs at the ends of a word are punctuation, not masks.
Word unmasked(Word word) {
  while (!word.empty() && is_mask(word.back()) && !is_ascii_digit(word.back())) word.pop_back();
  while (!word.empty() && is_mask(word.front()) && !is_ascii_digit(word.front()) &&
         word.front() != '@' && word.front() != '$')
    word.erase(word.begin());
  const bool latin = std::any_of(word.begin(), word.end(), is_ascii_lower);
  if (!latin) return word;
  for (char32_t& c : word) {
    c = as_latin(c);
    for (const auto& [mask, letter] : masks)
      if (c == static_cast<char32_t>(mask)) c = static_cast<char32_t>(letter);
  }
  word.erase(std::remove(word.begin(), word.end(), U'*'), word.end());
  return word;
}

/// Reduces runs: "sooo" to "so". Ordinary words have no letter three times in a row.
Word squeezed(const Word& word) {
  Word out;
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && word[end] == word[at]) ++end;
    const bool stretched = end - at >= 3 && !is_ascii_digit(word[at]);
    out.append(stretched ? 1 : end - at, word[at]);
    at = end;
  }
  return out;
}

std::vector<Word> words_of(std::string_view text) {
  const std::string folded = folded_form(text);
  std::vector<Word> words;
  Word word;
  const auto end_word = [&] {
    word = squeezed(unmasked(std::move(word)));
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = next_character(folded, at);
    if (is_apostrophe(c)) continue;
    if (is_ascii_lower(c) || is_ascii_digit(c) || is_other_letter(c) || is_mask(c))
      word += c;
    else
      end_word();
  }
  end_word();
  return words;
}

/// Joins runs of three or more single letters, which are a spelled-out word.
std::vector<Word> joined(const std::vector<Word>& words) {
  std::vector<Word> out;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && words[end].size() == 1 && !is_ascii_digit(words[end][0])) ++end;
    if (end - at < 3) end = at + 1;
    Word word;
    for (; at < end; ++at) word += words[at];
    out.push_back(std::move(word));
  }
  return out;
}

/// One position of a phrase: the words that may occur there.
struct Place {
  struct Choice {
    std::string word;
    bool beginning = false;  // matches any ending
  };
  std::vector<Choice> choices;
  // a gap may precede it; for words that must be absent before a phrase, a gap may follow
  bool gap = false;
  bool absent = false;  // none of the words may occur here or in the gap

  /// How many words are searched for a word that must be absent.
  std::size_t reach() const { return gap ? longest_gap : 1; }

  bool matches(std::string_view word) const {
    return std::any_of(choices.begin(), choices.end(), [&](const Choice& choice) {
      return choice.beginning ? word.starts_with(choice.word) : word == choice.word;
    });
  }
};

struct Phrase {
  std::vector<Place> places;  // the first is present, not absent
  std::vector<Place> before;  // words that must not occur before the phrase or in the gap between

  bool may_begin_at(const std::vector<std::string_view>& words, std::size_t at) const {
    return std::none_of(before.begin(), before.end(), [&](const Place& place) {
      const std::size_t first = at - std::min(at, place.reach());
      return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(first),
                         words.begin() + static_cast<std::ptrdiff_t>(at),
                         [&](std::string_view word) { return place.matches(word); });
    });
  }
};

/// True if care_form returns the word unchanged. May return false although it does.
bool is_care_form(std::string_view word) {
  std::size_t run = 0;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (!is_ascii_lower(word[at])) return false;
    run = at > 0 && word[at] == word[at - 1] ? run + 1 : 1;
    if (run == 3) return false;
  }
  return !word.empty();
}

Place::Choice choice_of(std::string_view typed) {
  const bool beginning = typed.ends_with('*');
  if (beginning) typed.remove_suffix(1);
  // Most phrases are already in care form, and a CGI process parses them for every comment.
  if (is_care_form(typed)) return {std::string(typed), beginning};
  return {std::string(trim(care_form(typed))), beginning};
}

/// Parses one position: "want|wanna" or "!not|never". Without choices if it contains no word.
Place parse_place(std::string_view token) {
  Place place;
  place.absent = token.starts_with('!');
  if (place.absent) token.remove_prefix(1);
  for (std::string_view rest = token; !rest.empty();) {
    Place::Choice choice = choice_of(take_part(rest, '|'));
    if (!choice.word.empty() && choice.word.find(' ') == std::string::npos)
      place.choices.push_back(std::move(choice));
  }
  return place;
}

Phrase parse_phrase(std::string_view pattern) {
  Phrase phrase;
  bool gap = false;
  // "…" and "..." may be separate or attached to a word.
  std::string spaced(trim(pattern));
  for (const std::string_view dots : {"…", "..."})
    for (std::size_t at = spaced.find(dots); at != std::string::npos;
         at = spaced.find(dots, at + 3))
      spaced.replace(at, dots.size(), " \n ");
  for (const std::string_view token : split_words(spaced)) {
    const bool first = phrase.places.empty();
    if (token == "\n") {
      if (first && !phrase.before.empty()) phrase.before.back().gap = true;
      gap = !first;
      continue;
    }
    Place place = parse_place(token);
    if (place.choices.empty()) continue;
    if (first && place.absent) {
      phrase.before.push_back(std::move(place));
      continue;
    }
    place.gap = gap;
    gap = false;
    phrase.places.push_back(std::move(place));
  }
  return phrase;
}

using Positions = std::vector<std::size_t>;

/// Positions (ascending) after a match of `place` that starts at or after any of the `reached`
/// positions. All are advanced together and each word is visited once per place, so the worst case
/// is the length of the phrase times the length of the text.
Positions behind(const Place& place, const std::vector<std::string_view>& words,
                 const Positions& reached) {
  Positions next;
  std::size_t looked_at = 0;
  for (const std::size_t from : reached) {
    const std::size_t last = from + (place.gap ? longest_gap : 0);
    for (std::size_t at = std::max(from, looked_at); at < words.size() && at <= last; ++at)
      if (place.matches(words[at])) next.push_back(at + 1);
    looked_at = std::max(looked_at, last + 1);
  }
  return next;
}

/// Those of the positions that are not followed by one of the place's words.
Positions without(const Place& place, const std::vector<std::string_view>& words,
                  Positions reached) {
  std::erase_if(reached, [&](std::size_t from) {
    for (std::size_t at = from; at < words.size() && at < from + place.reach(); ++at)
      if (place.matches(words[at])) return true;
    return false;
  });
  return reached;
}

/// True if the places after the first match from any of the positions (ascending).
bool continues(const Phrase& phrase, const std::vector<std::string_view>& words,
               Positions reached) {
  for (std::size_t place = 1; place < phrase.places.size() && !reached.empty(); ++place) {
    const Place& next = phrase.places[place];
    reached = next.absent ? without(next, words, std::move(reached)) : behind(next, words, reached);
  }
  return !reached.empty();
}

}  // namespace

std::string care_form(std::string_view text) {
  std::string form = " ";
  for (const Word& word : joined(words_of(text))) {
    for (const char32_t c : word) append_character(form, c);
    form += ' ';
  }
  return form;
}

struct CarePhrases::Index {
  struct Entry {
    std::size_t number;
    Phrase phrase;
  };
  std::vector<Entry> entries;
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_word;
  std::vector<std::size_t> by_beginning;  // phrases whose first word has any ending
};

CarePhrases::CarePhrases() : index_(std::make_unique<Index>()) {}
CarePhrases::~CarePhrases() = default;

bool CarePhrases::is_phrase(std::string_view pattern) {
  return !parse_phrase(pattern).places.empty();
}

void CarePhrases::add(std::size_t number, std::string_view pattern) {
  Phrase phrase = parse_phrase(pattern);
  if (phrase.places.empty()) return;
  const std::size_t entry = index_->entries.size();
  bool any_ending = false;
  for (const Place::Choice& choice : phrase.places.front().choices) {
    any_ending = any_ending || choice.beginning;
    if (!choice.beginning) index_->by_first_word[choice.word].push_back(entry);
  }
  if (any_ending) index_->by_beginning.push_back(entry);
  index_->entries.push_back({number, std::move(phrase)});
}

std::vector<std::size_t> CarePhrases::find(std::string_view form) const {
  if (index_->entries.empty()) return {};
  const std::vector<std::string_view> words = split_words(form);
  // by entry: positions after each word that begins its phrase
  std::map<std::size_t, Positions> begun;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto begin = [&](std::size_t entry) {
      if (index_->entries[entry].phrase.may_begin_at(words, at)) begun[entry].push_back(at + 1);
    };
    const auto exact = index_->by_first_word.find(std::string(words[at]));
    if (exact != index_->by_first_word.end())
      std::for_each(exact->second.begin(), exact->second.end(), begin);
    for (const std::size_t entry : index_->by_beginning)
      if (index_->entries[entry].phrase.places.front().matches(words[at])) begin(entry);
  }
  std::set<std::size_t> found;
  for (auto& [entry, positions] : begun) {
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    if (continues(index_->entries[entry].phrase, words, std::move(positions)))
      found.insert(index_->entries[entry].number);
  }
  return {found.begin(), found.end()};
}

}  // namespace afterword
