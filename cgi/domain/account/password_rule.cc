#include "domain/account/password_rule.h"

#include <zxcvbn.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

constexpr std::size_t fewest_characters = 8;
constexpr std::size_t most_bytes = 1'000;
// zxcvbn's time is superlinear in the length. Ignoring the remaining bytes never accepts a weaker
// password.
constexpr std::size_t looked_at_bytes = 64;
// zxcvbn's score 3, "safely unguessable: moderate protection from offline slow-hash scenario".
constexpr double fewest_guesses = 1e8;
constexpr std::size_t shortest_word = 3;
// Longest addition to an own name that does not make it harder to guess, such as a year.
constexpr std::size_t longest_addition = 4;

// Passwords that are common in every breach list but missing from zxcvbn's dictionaries. The last
// is the Russian word for password after on_latin_keys.
constexpr std::array breached{"1g2w3e4r",  "18atcskd2w", "3rjs1la7qe", "g_czechout",
                              "gwerty123", "mynoob123",  "zag12wsx",   "gfhjkm"};

bool is_word_byte(char c) { return is_ascii_lower(c) || is_ascii_digit(c) || is_beyond_ascii(c); }

/// Adds the words of a name or an address as an attacker would try them: each word, and all of them
/// joined.
void add_words(std::string_view text, std::set<std::string>& words) {
  const std::string folded = fold_marks(text);
  std::string all;
  std::string word;
  const auto end_word = [&] {
    if (word.size() >= shortest_word) words.insert(word);
    all += word;
    word.clear();
  };
  for (const char c : folded) {
    if (is_word_byte(c))
      word += c;
    else
      end_word();
  }
  end_word();
  if (all.size() >= shortest_word) words.insert(all);
}

std::set<std::string> words_of(const PasswordOwner& owner) {
  std::set<std::string> words{"afterword", "moderator", "comments"};
  for (const std::string_view text : {owner.site_name, owner.site_url, owner.name, owner.email})
    add_words(text, words);
  return words;
}

/// True if a password (accents removed) consists of own words, with any separators and a short
/// addition.
bool is_own_words(std::string_view plain, const std::set<std::string>& words) {
  std::vector<std::string> longest_first(words.begin(), words.end());
  std::stable_sort(longest_first.begin(), longest_first.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::string rest(plain);
  bool found = false;
  for (const std::string& word : longest_first)
    for (std::size_t at = rest.find(word); at != std::string::npos; at = rest.find(word, at)) {
      rest.replace(at, word.size(), " ");
      found = true;
    }
  return found && std::count_if(rest.begin(), rest.end(), is_word_byte) <=
                      static_cast<std::ptrdiff_t>(longest_addition);
}

/// Maps Cyrillic letters to the Latin letters on the same keys of a Russian or Ukrainian keyboard.
/// zxcvbn knows Cyrillic words only in this form.
std::string on_latin_keys(std::string_view folded) {
  static const std::map<char32_t, char> keys = [] {
    constexpr std::u32string_view cyrillic = U"йцукенгшщзхъфывапролджэячсмитьбюёії";
    constexpr std::string_view latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`s]";
    std::map<char32_t, char> made;
    for (std::size_t i = 0; i < cyrillic.size(); ++i) made[cyrillic[i]] = latin[i];
    return made;
  }();
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t character = next_character(folded, at);
    const auto key = keys.find(character);
    if (key == keys.end())
      append_character(out, character);
    else
      out += key->second;
  }
  return out;
}

/// Maps a zxcvbn match type to the weakness that is reported for it.
std::optional<PasswordError> weakness_of(int type) {
  switch (type & ~MULTIPLE_MATCH) {
    case DICTIONARY_MATCH:
    case DICT_LEET_MATCH:
      return PasswordError::common;
    case USER_MATCH:
    case USER_LEET_MATCH:
      return PasswordError::own_words;
    case REPEATS_MATCH:
      return PasswordError::repeats;
    case SEQUENCE_MATCH:
      return PasswordError::sequence;
    case SPATIAL_MATCH:
      return PasswordError::keyboard;
    case DATE_MATCH:
    case YEAR_MATCH:
      return PasswordError::date;
    default:  // no pattern
      return (type & MULTIPLE_MATCH) != 0 ? std::optional(PasswordError::repeats) : std::nullopt;
  }
}

struct Estimate {
  double bits = 0;  // log2 of the guesses
  PasswordError weakness = PasswordError::guessable;
};

Estimate estimate(std::string_view form, std::vector<const char*>& words) {
  const std::string looked_at(form.substr(0, looked_at_bytes));
  ZxcMatch_t* first = nullptr;
  Estimate found;
  found.bits = ZxcvbnMatch(looked_at.c_str(), words.data(), &first);
  const std::unique_ptr<ZxcMatch_t, void (*)(ZxcMatch_t*)> parts(first, ZxcvbnFreeInfo);
  std::map<PasswordError, int> lengths;
  for (const ZxcMatch_t* part = first; part != nullptr; part = part->Next)
    if (const auto weakness = weakness_of(part->Type)) lengths[*weakness] += part->Length;
  const auto most =
      std::max_element(lengths.begin(), lengths.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != lengths.end()) found.weakness = most->first;
  // A breached password is not a word of the site.
  if (found.weakness == PasswordError::own_words &&
      std::any_of(breached.begin(), breached.end(),
                  [&](std::string_view each) { return form.find(each) != form.npos; }))
    found.weakness = PasswordError::common;
  return found;
}

}  // namespace

std::optional<PasswordError> password_length_error(std::string_view password) {
  if (password.size() > most_bytes) return PasswordError::too_long;
  if (!is_valid_utf8(password) || count_characters(password) < fewest_characters)
    return PasswordError::too_short;
  return std::nullopt;
}

std::optional<PasswordError> password_error(std::string_view password, const PasswordOwner& owner) {
  if (const auto error = password_length_error(password)) return error;
  const std::set<std::string> words = words_of(owner);
  const std::string plain = fold_marks(password);
  if (is_own_words(plain, words)) return PasswordError::own_words;
  std::vector<const char*> dictionary(breached.begin(), breached.end());
  for (const std::string& word : words) dictionary.push_back(word.c_str());
  dictionary.push_back(nullptr);

  // Estimates the password as typed, without accents, and as typed with the other keyboard layout.
  // The lowest estimate counts.
  std::set<std::string> forms{std::string(password), plain, on_latin_keys(plain)};
  Estimate easiest{HUGE_VAL};
  for (const std::string& form : forms) {
    const Estimate found = estimate(form, dictionary);
    if (found.bits < easiest.bits) easiest = found;
  }
  if (easiest.bits >= std::log2(fewest_guesses)) return std::nullopt;
  return easiest.weakness;
}

}  // namespace afterword
